import { formatCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { type ErasureShare, PersonalDataSource, PersonalDataSources, type PersonalSection } from '../../identity/personal-data/personal-data-source.js';
import { PersonsService } from '../../identity/persons.service.js';
import { appealTextPlace } from './appeal-text.js';
import { CreditAppeal } from './credit-appeal.entity.js';
import { CreditCorrection } from './credit-correction.entity.js';

const KEPT = '它是学分的凭据；只留编号，不再对应到人。';

/** What corrections keep of persons: what was granted and taken back and why, and what they said to it. */
@Injectable()
export class CorrectionsPersonalData extends PersonalDataSource {
  override readonly place = 3.5;

  constructor(
    sources: PersonalDataSources,
    private readonly dataSource: DataSource,
    private readonly persons: PersonsService,
  ) {
    super(sources);
  }

  override async collect(personIds: string[]): Promise<PersonalSection[]> {
    const { manager } = this.dataSource;
    const of = { personId: In(personIds) };
    const corrections = await manager.find(CreditCorrection, { where: of, order: { requestedAt: 'DESC' } });
    const appeals = await manager.find(CreditAppeal, { where: of, order: { createdAt: 'DESC' } });
    const ciphers = await this.persons.ciphers(personIds);
    return [
      {
        name: 'creditCorrections',
        title: '学分的认定和更正',
        columns: { requestedAt: '时间', title: '事项', credits: '学分', reason: '原因' },
        rows: corrections.map(({ id, kind, state, title, units, date, reason, requestedAt }) => ({ requestedAt: requestedAt.toISOString(), title, credits: formatCredits(units), reason, id, kind, state, date, units })),
      },
      {
        name: 'creditAppeals',
        title: '提出的申诉',
        columns: { createdAt: '时间', text: '内容', answer: '答复' },
        rows: appeals.map(({ id, personId, correctionId, textCipher, state, answer, createdAt }) => ({
          createdAt: createdAt.toISOString(),
          text: ciphers.get(personId)?.decrypt(textCipher, appealTextPlace(id)) ?? null,
          answer,
          state,
          correctionId,
        })),
      },
    ];
  }

  override async share(personIds: string[]): Promise<ErasureShare> {
    const { manager } = this.dataSource;
    const of = { personId: In(personIds) };
    return {
      removed: [{ what: '提出的申诉', count: await manager.countBy(CreditAppeal, of) }],
      kept: [{ what: '学分的认定和更正', count: await manager.countBy(CreditCorrection, of), why: KEPT }],
    };
  }

  override async erase(tx: EntityManager, personIds: string[]): Promise<void> {
    await tx.delete(CreditAppeal, { personId: In(personIds) });
  }
}
