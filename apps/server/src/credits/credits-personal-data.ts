import { formatCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, In, type SelectQueryBuilder } from 'typeorm';
import { type ErasureShare, PersonalDataSource, PersonalDataSources, type PersonalSection } from '../identity/personal-data/personal-data-source.js';
import { CreditEntry } from './credit-entry.entity.js';
import { courseTitleOf, titleOf } from './evidence.js';
import { isIssued } from './statements/issued.js';
import { Statement } from './statements/statement.entity.js';

const KEPT = '账本只增不改，区域的合计要对得上；只留编号，不再对应到人。';
const STATEMENTS_KEPT = '已经出具，别人拿着编号可以查验真假；只留编号和学分，不再对应到人。';

/** What the ledger keeps of persons. It stays when they go, under an id that names nobody. */
@Injectable()
export class CreditsPersonalData extends PersonalDataSource {
  override readonly place = 3;

  constructor(
    sources: PersonalDataSources,
    private readonly dataSource: DataSource,
  ) {
    super(sources);
  }

  override async collect(personIds: string[]): Promise<PersonalSection[]> {
    const { manager } = this.dataSource;
    const of = { personId: In(personIds) };
    const entries = await manager.find(CreditEntry, { where: of, order: { sequence: 'DESC' } });
    const statements = await this.issued(personIds).orderBy('statement.year', 'DESC').addOrderBy('statement.version', 'DESC').getMany();
    return [
      {
        name: 'creditEntries',
        title: '学分账本',
        columns: { date: '日期', title: '内容', course: '课程', credits: '学分' },
        rows: entries.map((entry) => ({
          date: entry.date,
          title: titleOf(entry.kind, entry.evidence),
          course: courseTitleOf(entry.evidence),
          credits: formatCredits(entry.units),
          units: entry.units,
          kind: entry.kind,
          id: entry.id,
          sequence: entry.sequence,
          evidence: JSON.stringify(entry.evidence),
          previousHash: entry.previousHash,
          hash: entry.hash,
        })),
      },
      {
        name: 'statements',
        title: '年度学分证明',
        columns: { year: '年度', number: '编号', credits: '学分', targetMet: '达标', computedAt: '出具时间' },
        rows: statements.map((statement) => ({
          year: statement.year,
          number: statement.number,
          credits: formatCredits(statement.units),
          targetMet: statement.targetMet,
          computedAt: statement.computedAt.toISOString(),
          status: statement.status,
          version: statement.version,
          units: statement.units,
        })),
      },
    ];
  }

  override async share(personIds: string[]): Promise<ErasureShare> {
    const { manager } = this.dataSource;
    const of = { personId: In(personIds) };
    return {
      removed: [],
      kept: [
        { what: '学分账本', count: await manager.countBy(CreditEntry, of), why: KEPT },
        { what: '年度学分证明', count: await this.issued(personIds).getCount(), why: STATEMENTS_KEPT },
      ],
    };
  }

  private issued(personIds: string[]): SelectQueryBuilder<Statement> {
    return this.dataSource.manager.createQueryBuilder(Statement, 'statement').where({ personId: In(personIds) }).andWhere(isIssued('statement'));
  }

  /** Nothing: what stands in the ledger names nobody once the person is gone. */
  override erase(): Promise<void> {
    return Promise.resolve();
  }
}
