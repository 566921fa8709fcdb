import { type Policy, policyOn, recompute } from '@xuexi/domain';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, In, Not } from 'typeorm';
import { PersonsService } from '../../identity/persons.service.js';
import { Clock } from '../../platform/clock.js';
import { digest } from '../../platform/crypto/digest.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { CreditsJobs } from '../credits-jobs.js';
import { type PersonRecord, readRecords } from '../ledger/person-records.js';
import { PublishedLessons } from '../ledger/published-lessons.js';
import { PoliciesService } from './policies.service.js';
import { PolicyTrial } from './policy-trial.entity.js';
import { PolicyTrialRow } from './policy-trial-row.entity.js';
import { type TriedPerson, addToTotals } from './tried-totals.js';

const PAGE = 400;

/**
 * Tries a policy on what a year has on record: recomputes everybody's entries as if it had been in force all year. The sums and the
 * place in the list are committed together, so that an interrupted run goes on where it was.
 */
@Injectable()
export class PolicyTrialRunner implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: PersonsService,
    private readonly policies: PoliciesService,
    private readonly clock: Clock,
    private readonly jobs: CreditsJobs,
  ) {}

  onModuleInit(): void {
    this.jobs.register('policy-trial', { run: ({ trialId }) => this.run(trialId), fail: ({ trialId }) => this.fail(trialId) });
  }

  async run(trialId: string): Promise<void> {
    const lessons = new PublishedLessons();
    let trial = await this.begin(trialId);
    while (trial) {
      const page = await this.persons.countingPage(trial.year, trial.lastPersonId, PAGE);
      if (page.length === 0) return this.finish(trial);
      trial = await this.advance(trial, page, lessons);
    }
  }

  /** The queue gives it up: administrators see that, and may try again. */
  async fail(trialId: string): Promise<void> {
    await this.dataSource.manager.update(PolicyTrial, { id: trialId, state: Not('done') }, { state: 'failed', finishedAt: this.clock.date() });
  }

  /** @returns null when there is nothing left to do */
  private async begin(id: string): Promise<PolicyTrial | null> {
    const trial = await this.dataSource.manager.findOneBy(PolicyTrial, { id });
    if (!trial) return null;
    const running = { state: 'running' as const, total: await this.persons.countCounting(trial.year), heartbeatAt: this.clock.date() };
    const begun = await this.dataSource.manager.update(PolicyTrial, { id, state: In(['queued', 'running']) }, running);
    return begun.affected === 1 ? { ...trial, ...running } : null;
  }

  /** @returns null when another runner has moved on meanwhile */
  private async advance(trial: PolicyTrial, page: string[], lessons: PublishedLessons): Promise<PolicyTrial | null> {
    return inTransaction(this.dataSource, async (tx) => {
      const tried = (await readRecords(tx, { lessons, policyOn: (date) => this.policies.on(date) }, page)).flatMap((record) => this.tryOn(trial, record, lessons));
      const { year, policy } = trial;
      const inForce = policyOn(this.policies.periods(), `${year}-12-31`);
      const result = addToTotals(trial.result, tried, { before: inForce.targetCredits, after: policy.targetCredits });
      const moved = { processed: trial.processed + page.length, lastPersonId: page.at(-1)!, heartbeatAt: this.clock.date(), result };
      const taken = await tx.query('UPDATE policy_trial SET processed = ?, last_person_id = ?, heartbeat_at = ?, result = ? WHERE id = ? AND last_person_id <=> ?', [
        moved.processed,
        moved.lastPersonId,
        moved.heartbeatAt,
        JSON.stringify(result),
        trial.id,
        trial.lastPersonId,
      ]);
      if (taken.affectedRows !== 1) return null;
      const changed = tried.filter(({ unitsBefore, unitsAfter }) => unitsBefore !== unitsAfter);
      const rows = changed.map(({ personId, regionPath, unitsBefore, unitsAfter }): PolicyTrialRow => ({ trialId: trial.id, personId, regionPath, beforeUnits: unitsBefore, afterUnits: unitsAfter }));
      if (rows.length > 0) await tx.insert(PolicyTrialRow, rows);
      return { ...trial, ...moved };
    });
  }

  private async finish(trial: PolicyTrial): Promise<void> {
    const result = trial.result ?? addToTotals(null, [], { before: 0, after: 0 });
    await this.dataSource.manager.update(PolicyTrial, { id: trial.id, state: 'running' }, { state: 'done', result, finishedAt: this.clock.date() });
  }

  /** Nothing of who has no entry of the year, and would have none. */
  private tryOn({ year, policy }: PolicyTrial, { personId, entries, regionPaths, evidence }: PersonRecord, lessons: PublishedLessons): TriedPerson[] {
    const tried = recompute(evidence, entries, { policyOn: (date) => this.policyOn(date, year, policy), courseOf: (id) => lessons.courseOf(id), digest }).entries;
    const [before, after] = [entries.filter((entry) => entry.year === year), tried.filter((entry) => entry.year === year)];
    if (before.length === 0 && after.length === 0) return [];
    const last = entries.findLastIndex((entry) => entry.year === year);
    return [{ personId, regionPath: regionPaths[last] ?? null, unitsBefore: sumOf(before), unitsAfter: sumOf(after) }];
  }

  private policyOn(date: string, year: number, tried: Policy): Policy {
    return date.startsWith(`${year}-`) ? tried : this.policies.on(date);
  }
}

function sumOf(entries: readonly { units: number }[]): number {
  return entries.reduce((sum, { units }) => sum + units, 0);
}
