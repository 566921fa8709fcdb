import { type EntryKind, type Policy, UNITS_PER_CREDIT, creditYear, formatCredits, formatMissingCredits, lessonValue, monthOfDate, shanghaiDate, targetMet, unitsToTarget } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { entriesCount } from '../identity/counting.js';
import { PersonsService } from '../identity/persons.service.js';
import { Clock } from '../platform/clock.js';
import { Problem } from '../platform/errors/problem.js';
import { RegionHistoryService } from '../regions/region-history.service.js';
import { CreditEntriesRepository } from './credit-entries.repository.js';
import type { CreditEntry } from './credit-entry.entity.js';
import type { CreditEntryDto, CreditExplanationDto, MyCreditsDto } from './credits.dto.js';
import { courseTitleOf, lessonEvidence, titleOf } from './evidence.js';
import { PoliciesService } from './policies/policies.service.js';

/** 我的学分: what a person holds of a year, and what every entry is made of. */
@Injectable()
export class MyCreditsService {
  constructor(
    private readonly entries: CreditEntriesRepository,
    private readonly persons: PersonsService,
    private readonly policies: PoliciesService,
    private readonly regionHistory: RegionHistoryService,
    private readonly clock: Clock,
  ) {}

  /** @param year the current one when absent */
  async ofYear(personId: string, year = creditYear(this.clock.now())): Promise<MyCreditsDto> {
    const now = this.clock.now();
    const entries = await this.entries.ofYear(personId, year);
    const counts = await this.countsIn(personId, year);
    const policy = this.policies.on(shanghaiDate(now));
    const held = sumUnits(entries);
    const units = counts ? held : 0;
    const missingUnits = unitsToTarget(held, policy.targetCredits);
    return {
      year,
      years: [...new Set([creditYear(now), ...(await this.entries.yearsOf(personId))])].sort((a, b) => b - a),
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
      months: Array.from({ length: 12 }, (_, i) => {
        const monthUnits = sumUnits(entries.filter((entry) => monthOfDate(entry.date) === i + 1));
        return { month: i + 1, units: monthUnits, credits: formatCredits(monthUnits) };
      }),
      kinds: [...Map.groupBy(entries, (entry) => entry.kind)].map(([kind, group]) => ({ kind, units: sumUnits(group), credits: formatCredits(sumUnits(group)) })),
      lessonsCompleted: entries.filter((entry) => entry.kind === 'lesson').length,
      learningDays: new Set(entries.filter(isLearning).map((entry) => entry.date)).size,
      entries: entries.map((entry) => describe(entry, counts)),
    };
  }

  /** @throws Problem not_found unless the entry is the person's own */
  async explain(personId: string, entryId: string): Promise<CreditExplanationDto> {
    const entry = await this.entries.byId(personId, entryId);
    if (!entry) throw new Problem('not_found');
    const [place = []] = entry.regionId === null ? [] : await this.regionHistory.placesAt([{ regionId: entry.regionId, at: entry.recordedAt }]);
    const lesson = lessonEvidence(entry.kind, entry.evidence);
    return {
      ...describe(entry, await this.countsIn(personId, entry.year)),
      policyVersion: entry.policyVersion,
      calculation: calculation(entry, lesson?.durationSeconds ?? null, this.policies.on(entry.date)),
      lesson: lesson && {
        durationSeconds: lesson.durationSeconds,
        requiredSeconds: lesson.requiredSeconds,
        coveredSeconds: lesson.coverage.reduce((sum, [from, to]) => sum + to - from, 0),
        coverage: lesson.coverage.map(([from, to]): [number, number] => [from, to]),
        completedAt: lesson.completedAt,
      },
      refusedSeconds: lesson?.refusedSeconds ?? 0,
      place,
      evidenceHash: entry.evidenceHash,
      hash: entry.hash,
      previousHash: entry.previousHash,
    };
  }

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

function describe(entry: CreditEntry, counts: boolean): CreditEntryDto {
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
  };
}

/** Seconds of new lessons that earn so many units under a policy; by the hour where single lessons have no value. */
function secondsToEarn(policy: Policy, units: number): number {
  const perHour = lessonValue(policy, 3600) || UNITS_PER_CREDIT;
  return Math.ceil((units * 3600) / perHour);
}

function calculation(entry: CreditEntry, durationSeconds: number | null, policy: Policy): string {
  const shown = formatCredits(entry.units);
  if (durationSeconds === null || policy.lesson.kind !== 'per_length') return `${entry.units} ÷ ${UNITS_PER_CREDIT} = ${shown} 学分`;
  const perSecond = lessonValue(policy, 1);
  const exact = (Math.floor((entry.units / UNITS_PER_CREDIT) * 1000) / 1000).toFixed(3);
  return `${durationSeconds} 秒 × ${perSecond} ÷ ${UNITS_PER_CREDIT} = ${exact} → ${shown}（合计时不先舍去）`;
}
