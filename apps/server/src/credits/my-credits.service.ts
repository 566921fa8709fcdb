import { type EntryKind, type Policy, UNITS_PER_CREDIT, WATCHED_KINDS, creditYear, formatCredits, formatMissingCredits, lessonValue, shanghaiDate, statedMonth, targetMet, unitsToTarget, yearEnd } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { CreditEntriesRepository, type ListedEntry } from './credit-entries.repository.js';
import type { CreditEntryDto, MyCreditsDto } from './credits.dto.js';
import { courseTitleOf, titleOf } from './evidence.js';
import { PoliciesService } from './policies/policies.service.js';

/** 我的学分: what a person holds of a year, and what every entry is made of. */
@Injectable()
export class MyCreditsService {
  constructor(
    private readonly entries: CreditEntriesRepository,
    private readonly policies: PoliciesService,
    private readonly clock: Clock,
  ) {}

  /** @param year the current one when absent */
  async ofYear(personId: string, year = creditYear(this.clock.now())): Promise<MyCreditsDto> {
    const now = this.clock.now();
    const today = shanghaiDate(now);
    const { entries, counts, years } = await this.entries.ofYear(personId, year);
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
      months: monthsOf(entries, year),
      kinds: kindsOf(entries),
      lessonsCompleted: entries.filter((entry) => entry.kind === 'lesson').length,
      learningDays: new Set(entries.filter(isLearning).map((entry) => entry.date)).size,
      entries: entries.map((entry) => describeEntry(entry, { counts, reversed: reversed.has(entry.id) })),
    };
  }
}

function monthsOf(entries: readonly ListedEntry[], year: number): MyCreditsDto['months'] {
  const units = Array.from({ length: 12 }, () => 0);
  for (const entry of entries) units[statedMonth(entry.date, year) - 1]! += entry.units;
  return units.map((sum, i) => ({ month: i + 1, units: sum, credits: formatCredits(sum) }));
}

function kindsOf(entries: readonly ListedEntry[]): MyCreditsDto['kinds'] {
  const units = new Map<EntryKind, number>();
  for (const entry of entries) units.set(entry.kind, (units.get(entry.kind) ?? 0) + entry.units);
  return [...units].map(([kind, sum]) => ({ kind, units: sum, credits: formatCredits(sum) }));
}

/** Kinds that are learning itself, as against paper work. */
const LEARNING: readonly EntryKind[] = ['lesson', 'course', 'quiz', 'attend'];

function isLearning(entry: ListedEntry): boolean {
  return LEARNING.includes(entry.kind);
}

function sumUnits(entries: readonly ListedEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.units, 0);
}

/** An entry as it is listed. */
export function describeEntry(entry: ListedEntry, { counts, reversed }: { counts: boolean; reversed: boolean }): CreditEntryDto {
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

function yearEndOf(policy: Policy, missingUnits: number, entries: readonly ListedEntry[], nowMs: number): MyCreditsDto['yearEnd'] {
  const today = shanghaiDate(nowMs);
  const watched = sumUnits(entries.filter((entry) => entry.date === today && WATCHED_KINDS.includes(entry.kind)));
  const left = yearEnd(policy, missingUnits, watched, nowMs);
  return left && { daysLeft: left.daysLeft, secondsPerDay: secondsToEarn(policy, left.unitsPerDay), reachable: left.reachable };
}
