import { type LessonEvidence, type MergedLesson, type MergeInput, type MergePlan, type Refusals, type Sitting, lessonEvidenceOf, mergeTotals, planMerge, shanghaiDate, uniteClocks, uniteRefusals, uniteSittings } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CatalogService } from '../catalog/catalog.service.js';
import { LedgerMergeService, type MergingChains } from '../credits/ledger-merge.service.js';
import { MyCreditsService } from '../credits/my-credits.service.js';
import { PoliciesService } from '../credits/policies/policies.service.js';
import { LearningRecords, type MergeOutcome, type MergingPersons } from '../identity/merging/learning-records.js';
import type { PersonStanding } from '../identity/persons.service.js';
import { Clock } from '../platform/clock.js';
import { MergedPoints } from '../points/merged-points.service.js';
import type { LessonCompletion } from './lesson-completion.entity.js';
import type { LessonProgressRow } from './lesson-progress.entity.js';
import { MergeRepository, type WatchedLives } from './merge.repository.js';
import { NotesService } from './notes/notes.service.js';
import { WatchRepository } from './watch.repository.js';

/** Unites the learning of two persons who are one, and has the ledger follow. The decision itself is `planMerge`. */
@Injectable()
export class LearningMergeService extends LearningRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: MergeRepository,
    private readonly watching: WatchRepository,
    private readonly notes: NotesService,
    private readonly points: MergedPoints,
    private readonly ledger: LedgerMergeService,
    private readonly credits: MyCreditsService,
    private readonly catalog: CatalogService,
    private readonly policies: PoliciesService,
    private readonly clock: Clock,
  ) {
    super();
  }

  async creditsOf(personId: string): ReturnType<LearningRecords['creditsOf']> {
    const { year, units, credits, provisionalCredits, targetMet } = await this.credits.ofYear(personId);
    return { year, units, credits, provisionalCredits, targetMet };
  }

  async preview(persons: MergingPersons): Promise<MergeOutcome> {
    const { manager } = this.dataSource;
    const { input } = await this.read(manager, persons, this.clock.now());
    return outcomeOf(input, planMerge(input));
  }

  async merge(tx: EntityManager, persons: MergingPersons): Promise<MergeOutcome> {
    const { kept, absorbed } = persons;
    const nowMs = await this.lock(tx, kept.id, absorbed.id);
    const { input, chains, lives } = await this.read(tx, persons, nowMs);
    const plan = planMerge(input);
    await this.ledger.carryOut(tx, plan, persons, chains, (lesson) => this.evidence(tx, lives, plan, lesson, nowMs), nowMs);
    await this.repository.insertCompletions(tx, await this.completions(tx, lives, plan, kept, nowMs));
    await this.repository.saveProgress(tx, plan.lessons.map((lesson) => progressRow(lesson, kept.id, lives)));
    await this.repository.handOver(tx, kept.id, absorbed.id);
    await this.notes.handOver(tx, kept.id, absorbed.id);
    await this.points.handOver(tx, kept.id, absorbed.id);
    return outcomeOf(input, plan);
  }

  /** Whoever watches, and whoever posts, waits from here on. @returns the time, which is taken once everything is locked */
  private async lock(tx: EntityManager, keptId: string, absorbedId: string): Promise<number> {
    const ids = [keptId, absorbedId].sort();
    for (const id of ids) await this.watching.ensureClock(tx, id, this.clock.now());
    const clocks = await this.watching.lockClocks(tx, ids);
    await this.ledger.lock(tx, ids);
    const nowMs = this.clock.now();
    const [kept, absorbed] = [clocks.get(keptId)!, clocks.get(absorbedId)!];
    const united = { ...kept, clock: uniteClocks(kept.clock, absorbed.clock, nowMs) };
    const nobodys = { clock: { ...absorbed.clock, parts: 0, session: null, leaseMs: null }, answered: null };
    await this.watching.saveClocks(tx, new Map([[keptId, united], [absorbedId, nobodys]]));
    if (absorbed.answered) await this.watching.saveAnswered(tx, [absorbed.answered]);
    return nowMs;
  }

  private async read(tx: EntityManager, { kept, absorbed }: MergingPersons, nowMs: number): Promise<{ input: MergeInput; chains: MergingChains; lives: WatchedLives }> {
    const ids = [kept.id, absorbed.id];
    const chains = await this.ledger.chains(tx, ids);
    const lives = await this.repository.lives(tx, ids);
    const durations = await this.catalog.durations([...lives.completions, ...lives.progress].map((row) => row.lessonVersionId), tx);
    const historyOf = ({ id, verifiedAt, unverifiedAt }: PersonStanding): MergeInput['kept'] => ({
      personId: id,
      verifiedMs: verifiedAt?.getTime() ?? null,
      unverifiedMs: unverifiedAt?.getTime() ?? null,
      entries: chains.entries.get(id) ?? [],
      completions: lives.completions.filter((row) => row.personId === id).map((row) => ({ ...row, completedMs: row.completedAt.getTime(), durationSeconds: durations.get(row.lessonVersionId)! })),
      progress: lives.progress.filter((row) => row.personId === id).map((row) => ({ ...row, durationSeconds: durations.get(row.lessonVersionId)! })),
    });
    return { input: { kept: historyOf(kept), absorbed: historyOf(absorbed), policyOn: (date) => this.policies.on(date), nowMs }, chains, lives };
  }

  /** The completions that the kept person gets: the absorbed one's, and those that both together have reached. */
  private async completions(tx: EntityManager, lives: WatchedLives, plan: MergePlan, kept: PersonStanding, nowMs: number): Promise<LessonCompletion[]> {
    const moved = plan.completions.map(({ from, round, credited }): LessonCompletion => {
      const row = lives.completions.find((candidate) => candidate.personId === from.personId && candidate.lessonVersionId === from.lessonVersionId && candidate.round === from.round)!;
      return { ...row, personId: kept.id, round, credited, recordedAt: new Date(nowMs) };
    });
    const reached: LessonCompletion[] = [];
    for (const lesson of plan.lessons.filter((candidate) => candidate.reached)) {
      const { lessonVersionId, progress } = lesson;
      const session = await this.repository.lastSession(tx, lessonVersionId, lives.personIds);
      const rest = { regionId: kept.regionId, coverage: progress.coverage, credited: progress.credited, ...watchedBy(lives, lessonVersionId) };
      reached.push({ personId: kept.id, lessonVersionId, round: progress.round, completedAt: new Date(nowMs), date: shanghaiDate(nowMs), playSessionId: session.id, courseVersionId: session.courseVersionId, ...rest });
    }
    return [...moved, ...reached];
  }

  /** What an entry is made of whose completion had earned nothing until now. */
  private async evidence(tx: EntityManager, lives: WatchedLives, plan: MergePlan, { lessonVersionId, round }: { lessonVersionId: string; round: number }, nowMs: number): Promise<LessonEvidence> {
    const from = plan.completions.find((completion) => completion.from.lessonVersionId === lessonVersionId && completion.round === round)?.from;
    const before = lives.completions.find((row) => row.lessonVersionId === lessonVersionId && (from ? row.personId === from.personId && row.round === from.round : row.personId === lives.personIds[0] && row.round === round));
    const session = before ? { id: before.playSessionId, courseVersionId: before.courseVersionId } : await this.repository.lastSession(tx, lessonVersionId, lives.personIds);
    const lesson = await this.catalog.playable(lessonVersionId, session.courseVersionId, tx);
    const { refusedSeconds, sittings, refusals } = before ?? watchedBy(lives, lessonVersionId);
    return lessonEvidenceOf(lesson, {
      coverage: before?.coverage ?? plan.lessons.find((candidate) => candidate.lessonVersionId === lessonVersionId)!.progress.coverage,
      refusedSeconds,
      round,
      playSessionId: session.id,
      completedMs: before?.completedAt.getTime() ?? nowMs,
      sittings,
      refusals,
    });
  }
}

function outcomeOf(input: MergeInput, plan: MergePlan): MergeOutcome {
  const because = (...whys: string[]): number => plan.reversals.filter(({ why }) => whys.includes(why)).length;
  return {
    lessons: plan.lessons.length,
    reached: plan.lessons.filter(({ reached }) => reached).length,
    carried: plan.postings.filter(({ entry }) => entry?.personId === input.absorbed.personId).length,
    doubles: because('double'),
    overLimit: because('daily_cap', 'recut'),
    years: mergeTotals(input, plan).map((year) => ({ ...year, restated: plan.closedYears.includes(year.year) })),
  };
}

/** The kept person's row of a lesson: the player goes on where either stood last. */
function progressRow({ lessonVersionId, progress }: MergedLesson, personId: string, lives: WatchedLives): LessonProgressRow {
  const both = lives.progress.filter((row) => row.lessonVersionId === lessonVersionId).sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
  const [latest] = both as [LessonProgressRow];
  const coveredSeconds = progress.coverage.reduce((sum, [from, to]) => sum + to - from, 0);
  return { ...progress, personId, lessonVersionId, coveredSeconds, position: latest.position, updatedAt: latest.updatedAt, ...watchedBy(lives, lessonVersionId) };
}

/** What both have watched of a lesson: when, on what, and what was refused. */
function watchedBy({ progress }: WatchedLives, lessonVersionId: string): Pick<LessonProgressRow, 'refusedSeconds' | 'sittings' | 'refusals'> {
  return progress
    .filter((row) => row.lessonVersionId === lessonVersionId)
    .reduce((both, row) => ({ refusedSeconds: both.refusedSeconds + row.refusedSeconds, sittings: uniteSittings(both.sittings, row.sittings ?? []), refusals: uniteRefusals(both.refusals, row.refusals ?? {}) }), NOTHING);
}

const NOTHING: { refusedSeconds: number; sittings: Sitting[]; refusals: Refusals } = { refusedSeconds: 0, sittings: [], refusals: {} };
