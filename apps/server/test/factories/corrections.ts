import { unitsOfCredits } from '@xuexi/domain';
import { appealTextPlace } from '../../src/credits/corrections/appeal-text.js';
import { CreditAppeal } from '../../src/credits/corrections/credit-appeal.entity.js';
import { CreditCorrection } from '../../src/credits/corrections/credit-correction.entity.js';
import { CreditDocuments } from '../../src/credits/corrections/credit-documents.service.js';
import { PersonsService } from '../../src/identity/persons.service.js';
import { newId } from '../../src/platform/ids.js';
import type { World } from '../support/world.js';

/** The smallest file that is taken for a paper. */
export const A_PDF = Buffer.from('%PDF-1.4\n%%EOF\n');

/** An uploaded paper. @returns its id */
export async function aDocument(world: World, accountId: string): Promise<string> {
  return (await world.api.app.get(CreditDocuments).store(accountId, '证明.pdf', A_PDF)).id;
}

/** What a grant is asked for with, beside what every one of these has. */
type Asked = Partial<CreditCorrection> & Pick<CreditCorrection, 'personId' | 'regionPath' | 'requestedBy'>;

/** A grant of 6 学分 that was decided by who asked for it, without its entry. @returns its id */
export function aPostedGrant(world: World, asked: Asked): Promise<string> {
  return aWaitingGrant(world, { ...asked, state: 'posted', decidedBy: asked.requestedBy, decidedAt: world.clock.date() });
}

/** A learner's objection to a correction, of which nobody needs to read the words. @returns its id */
export async function anAppeal(world: World, correctionId: string): Promise<string> {
  const { personId, regionId, regionPath } = await world.db.manager.findOneByOrFail(CreditCorrection, { id: correctionId });
  const cipher = (await world.api.app.get(PersonsService).ciphers([personId])).get(personId)!;
  const id = newId();
  const nobody = { answer: null, answeredBy: null, answeredAt: null, counterCorrectionId: null };
  await world.db.manager.insert(CreditAppeal, { ...nobody, id, correctionId, personId, textCipher: cipher.encrypt('我签到了', appealTextPlace(id)), state: 'open', createdAt: world.clock.date(), regionId, regionPath });
  return id;
}

/** A grant of 6 学分 that waits for a second person. @returns its id */
export async function aWaitingGrant(world: World, asked: Asked): Promise<string> {
  const id = newId();
  const nobody = { decidedBy: null, decidedAt: null, decisionNote: null, postedEntryId: null, importId: null, externalKey: null };
  await world.db.manager.insert(CreditCorrection, {
    ...nobody,
    id,
    kind: 'grant',
    entryId: null,
    units: unitsOfCredits(6),
    date: '2026-02-01',
    title: '社区讲师',
    reason: '按街道来函认定',
    documentId: null,
    state: 'waiting',
    needsSecond: true,
    requestedAt: world.clock.date(),
    regionId: null,
    ...asked,
  });
  return id;
}
