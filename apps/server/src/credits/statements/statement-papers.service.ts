import { ENTRY_KINDS, formatCredits, shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { PersonsService } from '../../identity/persons.service.js';
import { RegionHistoryService } from '../../regions/region-history.service.js';
import { KIND_TITLES, courseTitleOf, titleOf } from '../evidence.js';
import { PoliciesService } from '../policies/policies.service.js';
import { CheckCodes } from './check-codes.js';
import { PublicAddresses } from './public-addresses.js';
import { StatementPress } from './statement-press.js';
import { StatementRecords } from './statement-records.service.js';
import type { StatementSheet } from './statement-sheet.js';
import type { CreditEntry } from '../credit-entry.entity.js';
import type { Statement } from './statement.entity.js';

/** What stands for a person whose data are gone: the statement is kept, the name is not. */
const ERASED = { name: '（资料已删除）', document: '（资料已删除）' };

/** 年度学分证明 on paper. */
@Injectable()
export class StatementPapers {
  constructor(
    private readonly records: StatementRecords,
    private readonly persons: PersonsService,
    private readonly regionHistory: RegionHistoryService,
    private readonly policies: PoliciesService,
    private readonly codes: CheckCodes,
    private readonly addresses: PublicAddresses,
    private readonly press: StatementPress,
  ) {}

  async pdf(statement: Statement): Promise<Buffer> {
    return this.draw(await this.sheet(statement));
  }

  draw(sheet: StatementSheet): Promise<Buffer> {
    return this.press.draw(sheet);
  }

  /** What stands on the paper. Regions bear the names of the time when it was computed. */
  async sheet(statement: Statement): Promise<StatementSheet> {
    const { number, year, version, status, reason, kinds, months, computedAt, units, regionId } = statement;
    const [holders, [place = []], entries] = await Promise.all([
      this.persons.holders([statement.personId]),
      regionId === null ? [] : this.regionHistory.placesAt([{ regionId, at: computedAt }]),
      this.records.entriesOf(statement),
    ]);
    return {
      number,
      checkCode: this.codes.of(number),
      verifyUrl: this.addresses.verificationOf(number),
      typeInUrl: this.addresses.verification,
      status,
      version,
      reason,
      year,
      ...(holders.get(statement.personId) ?? ERASED),
      place,
      computedOn: shanghaiDate(computedAt.getTime()),
      credits: formatCredits(units),
      targetCredits: this.policies.on(`${year}-12-31`).targetCredits,
      targetMet: statement.targetMet,
      policies: statement.policyVersions.map((version) => this.policies.nameOf(version)),
      kinds: kinds && ENTRY_KINDS.flatMap((kind) => (kinds[kind] === undefined ? [] : [{ name: KIND_TITLES[kind], credits: formatCredits(kinds[kind]) }])),
      months: months && months.map(formatCredits),
      entryCount: statement.entries,
      entries: entries.map((entry) => ({ date: entry.date, title: lineOf(entry), kind: KIND_TITLES[entry.kind], credits: formatCredits(entry.units) })),
    };
  }
}

/** Quizzes are often all called the same: theirs is the name of the course as well. */
function lineOf({ kind, evidence }: CreditEntry): string {
  const title = titleOf(kind, evidence);
  const course = courseTitleOf(evidence);
  return kind === 'quiz' && course !== null && !title.includes(course) ? `${course}：${title}` : title;
}
