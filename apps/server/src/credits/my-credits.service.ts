import { type EntryKind, type Policy, UNITS_PER_CREDIT, WATCHED_KINDS, creditYear, formatCredits, formatMissingCredits, lessonValue, shanghaiDate, statedMonth, targetMet, unitsToTarget, yearEnd } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { entriesCount } from '../identity/counting.js';
import { PersonsService } from '../identity/persons.service.js';
import { Clock } from '../platform/clock.js';
import { CreditEntriesRepository } from './credit-entries.repository.js';
import type { CreditEntry } from './credit-entry.entity.js';
import type { CreditEntryDto, MyCreditsDto } from './credits.dto.js';
import { courseTitleOf, titleOf } from './evidence.js';
import { PoliciesService } from './policies/policies.service.js';

/** 我的学分: what a person holds of a year, and what every entry is made of. */
@Injectable()
export class MyCreditsService {
  constructor(
    private readonly entries: CreditEntriesRepository,
    private readonly persons: PersonsService,
    private readonly policies: PoliciesService,
    private readonly clock: Clock,
  ) {}

  /** @param year the current one when absent */
  async ofYear(personId: string, year = creditYear(this.clock.now())): Promise<MyCreditsDto> {
    const now = this.clock.now();
    const today = shanghaiDate(now);
    const [entries, years, counts] = await Promise.all([this.entries.ofYear(personId, year), this.entries.yearsOf(personId), this.countsIn(personId, year)]);
    const lastDay = `${year}-12-31`;
    const policy = this.policies.on(today < lastDay ? today : lastDay);
    const held = sumUnits(entries);
    const units = counts ? held : 0;
    // A reversal belongs to the year of what it takes back.
    const reversed = new Set(entries.map(({ reverses }) => reverses));
    const missingUnits = unitsToTarget(held, policy.targetCredits);
    return {
      year,
      years: [...new Set([creditYear(now), ...years])].sort((a, b) => b - a),
      asOf: new Date(now).toISOString(),
      units,
      credits: formatCredits(units),
      provisionalUnits: held - units,
      provisionalCredits: formatCredits(held - units),
      targetCredits: policy.targetCredits,
      targetMet: targetMet(units, policy.targetCredits),
      missingUnits,
      missingCredits: formatMissingCredits(missingUnits),
      missingSeconds: secondsToEarn(policy, missingUnits),
      yearEnd: year === creditYear(now) ? yearEndOf(policy, missingUnits, entries, now) : null,
      months: Array.from({ length: 12 }, (_, i) => {
        const monthUnits = sumUnits(entries.filter((entry) => statedMonth(entry.date, year) === i + 1));
        return { month: i + 1, units: monthUnits, credits: formatCredits(monthUnits) };
      }),
      kinds: [...Map.groupBy(entries, (entry) => entry.kind)].map(([kind, group]) => ({ kind, units: sumUnits(group), credits: formatCredits(sumUnits(group)) })),
      lessonsCompleted: entries.filter((entry) => entry.kind === 'lesson').length,
      learningDays: new Set(entries.filter(isLearning).map((entry) => entry.date)).size,
      entries: entries.map((entry) => describeEntry(entry, { counts, reversed: reversed.has(entry.id) })),
    };
  }

  /** Whether a person's entries of a year count, or are provisional. */
  private async countsIn(personId: string, year: number): Promise<boolean> {
    const standing = (await this.persons.standings([personId])).get(personId);
    return standing !== undefined && entriesCount(standing, year);
  }
}

/** Kinds that are learning itself, as against paper work. */
const LEARNING: readonly EntryKind[] = ['lesson', 'course', 'quiz', 'attend'];

function isLearning(entry: CreditEntry): boolean {
  return LEARNING.includes(entry.kind);
}

function sumUnits(entries: readonly CreditEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.units, 0);
}

/** An entry as it is listed. */
export function describeEntry(entry: CreditEntry, { counts, reversed }: { counts: boolean; reversed: boolean }): CreditEntryDto {
  return {
    id: entry.id,
    sequence: entry.sequence,
    kind: entry.kind,
    title: titleOf(entry.kind, entry.evidence),
    courseTitle: courseTitleOf(entry.evidence),
    units: entry.units,
    credits: formatCredits(entry.units),
    date: entry.date,
    provisional: !counts,
    reversed,
  };
}

/** Seconds of new lessons that earn so many units under a policy; by the hour where single lessons have no value. */
function secondsToEarn(policy: Policy, units: number): number {
  const perHour = lessonValue(policy, 3600) || UNITS_PER_CREDIT;
  return Math.ceil((units * 3600) / perHour);
}

function yearEndOf(policy: Policy, missingUnits: number, entries: readonly CreditEntry[], nowMs: number): MyCreditsDto['yearEnd'] {
  const today = shanghaiDate(nowMs);
  const watched = sumUnits(entries.filter((entry) => entry.date === today && WATCHED_KINDS.includes(entry.kind)));
  const left = yearEnd(policy, missingUnits, watched, nowMs);
  return left && { daysLeft: left.daysLeft, secondsPerDay: secondsToEarn(policy, left.unitsPerDay), reachable: left.reachable };
}
