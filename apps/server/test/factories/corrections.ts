import { unitsOfCredits } from '@xuexi/domain';
import { CreditCorrection } from '../../src/credits/corrections/credit-correction.entity.js';
import { CreditDocuments } from '../../src/credits/corrections/credit-documents.service.js';
import { newId } from '../../src/platform/ids.js';
import type { World } from '../support/world.js';

/** The smallest file that is taken for a paper. */
export const A_PDF = Buffer.from('%PDF-1.4\n%%EOF\n');

/** An uploaded paper. @returns its id */
export async function aDocument(world: World, accountId: string): Promise<string> {
  return (await world.api.app.get(CreditDocuments).store(accountId, '证明.pdf', A_PDF)).id;
}

/** A grant of 6 学分 that waits for a second person. @returns its id */
export async function aWaitingGrant(world: World, asked: Partial<CreditCorrection> & Pick<CreditCorrection, 'personId' | 'regionPath' | 'requestedBy'>): Promise<string> {
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
