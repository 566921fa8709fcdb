import {
  type LessonProgress,
  type RangeFault,
  type Refusal,
  type WatchClock,
  askPresence,
  coveredSeconds,
  isSessionClosed,
  overlapIn,
  progressFor,
  receiveReport,
  shanghaiDate,
  validateRanges,
  withCovered,
  withRefused,
} from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Earned, Earnings, claimKey } from '../credits/earnings.js';
import { PoliciesService } from '../credits/policies/policies.service.js';
import { isVerified } from '../identity/counting.js';
import { type PersonStanding, PersonsService } from '../identity/persons.service.js';
import { Batcher } from '../platform/batcher.js';
import { Clock } from '../platform/clock.js';
import { inTransaction, isUnreachable } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { CompletionService } from './completion.service.js';
import type { ReportAnswerDto, WatchReportDto } from './learning.dto.js';
import { MergedAwayError, followingMerge } from './merged-away.js';
import { lessonClaims, standingOf } from './standing.js';
import { type Answered, type LoadedClock, type LoadedProgress, type LoadedSession, WatchRepository, asAnswered, progressKey } from './watch.repository.js';

/** The most reports that share one transaction: from 200 values in a list on (`eq_range_index_dive_limit`) MariaDB guesses, and may read a whole index. */
const GROUP = 198;

interface Arrived {
  personId: string;
  playSessionId: string;
  report: WatchReportDto;
}

/** Everything that a group of reports reads and changes, held in memory while its persons' clocks are locked. */
interface GroupState {
  nowMs: number;
  date: string;
  clocks: Map<string, LoadedClock>;
  sessions: Map<string, LoadedSession>;
  progress: Map<string, LoadedProgress>;
  persons: Map<string, PersonStanding>;
  watchedUnits: Map<string, number>;
  /** What stands of lessons that were complete before. */
  earned: Map<string, Earned>;
  /** `sessions`: those whose presence has changed. `answered`: what the clocks keep no longer. */
  touched: { clocks: Set<string>; sessions: Set<string>; progress: Set<string>; answered: Answered[] };
}

/**
 * Takes watch reports. Reports that arrive together are judged by the rules of the domain and committed together
 * (group commit); each is answered only after the commit.
 */
@Injectable()
export class WatchService {
  private readonly group = new Batcher<Arrived, ReportAnswerDto>((reports) => this.receive(reports), { maxSize: GROUP, parallel: 2, joinAt: GROUP / 2 });

  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: WatchRepository,
    private readonly completions: CompletionService,
    private readonly persons: PersonsService,
    private readonly policies: PoliciesService,
    private readonly earnings: Earnings,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found (not the caller's session), play_session_closed, invalid_input (ranges outside the lesson) */
  report(personId: string, playSessionId: string, report: WatchReportDto): Promise<ReportAnswerDto> {
    return followingMerge(personId, (current) => this.group.add({ personId: current, playSessionId, report }));
  }

  /** One transaction for all; where it fails as a whole, each report gets one of its own, so that one cannot spoil the others. */
  private async receive(reports: Arrived[]): Promise<(ReportAnswerDto | Error)[]> {
    try {
      return await inTransaction(this.dataSource, (tx) => this.judgeAll(tx, reports));
    } catch (error) {
      // Without a database there is no use in trying each alone: all are told at once.
      if (reports.length === 1 || isUnreachable(error)) return reports.map(() => error as Error);
      const answers: (ReportAnswerDto | Error)[] = [];
      for (const report of reports) answers.push(...(await this.receive([report])));
      return answers;
    }
  }

  private async judgeAll(tx: EntityManager, reports: Arrived[]): Promise<(ReportAnswerDto | Error)[]> {
    const state = await this.load(tx, reports);
    const answers: (ReportAnswerDto | Error)[] = [];
    for (const arrived of reports) answers.push(await this.judge(tx, state, arrived));
    await this.save(tx, state);
    return answers;
  }

  private async load(tx: EntityManager, reports: Arrived[]): Promise<GroupState> {
    const personIds = [...new Set(reports.map((report) => report.personId))];
    const clocks = await this.repository.lockClocks(tx, personIds);
    // The time is taken once the clocks are locked: whoever waited for a lock must not judge by an older time.
    const nowMs = this.clock.now();
    const date = shanghaiDate(nowMs);
    const watched = await this.repository.watched(tx, [...new Set(reports.map((report) => report.playSessionId))], date);
    const touched: GroupState['touched'] = { clocks: new Set(), sessions: new Set(), progress: new Set(), answered: [] };
    const state: GroupState = { nowMs, date, clocks, sessions: new Map(), progress: new Map(), persons: new Map(), watchedUnits: new Map(), earned: new Map(), touched };
    for (const { session, progress, person, watchedUnits } of watched.values()) {
      state.sessions.set(session.row.id, asAnswered(session, clocks.get(session.row.personId)?.answered));
      state.persons.set(person.id, person);
      state.watchedUnits.set(person.id, watchedUnits);
      if (progress) state.progress.set(progressKey(person.id, progress.lessonVersionId), progress);
    }
    state.earned = await this.earnings.of(tx, [...state.progress.values()].flatMap(lessonClaims));
    // Who reports for a session that is not, or no longer, theirs: unknown, or merged into another meanwhile.
    const strangers = personIds.filter((id) => !state.persons.has(id));
    if (strangers.length > 0) for (const [id, person] of await this.persons.standings(strangers, tx)) state.persons.set(id, person);
    return state;
  }

  private async judge(tx: EntityManager, state: GroupState, { personId, playSessionId, report }: Arrived): Promise<ReportAnswerDto | Error> {
    const session = state.sessions.get(playSessionId);
    const clock = state.clocks.get(personId)?.clock;
    const person = state.persons.get(personId);
    if (person?.mergedInto) return new MergedAwayError(person.mergedInto);
    if (!clock || !person || session?.row.personId !== personId) return new Problem('not_found');
    if (isSessionClosed(session.state, state.nowMs)) return new Problem('play_session_closed');
    const { lessonVersionId, durationSeconds } = session.row;
    const fault = validateRanges(report.ranges, durationSeconds);
    if (fault) return new Problem('invalid_input', [{ field: `ranges.${fault.index}`, message: RANGE_FAULTS[fault.why] }]);
    const overlap = overlapIn(report.ranges);
    if (overlap !== null) return new Problem('invalid_input', [{ field: `ranges.${overlap}`, message: '同一秒在一次报告里出现了两次' }]);

    const loaded = state.progress.get(progressKey(personId, lessonVersionId)) ?? null;
    const progress = progressFor(loaded?.progress ?? null, state.date);
    const round = loaded?.progress.round === progress.round ? loaded : { ...NEW_ROUND, personId, lessonVersionId, progress, position: loaded?.position ?? 0 };
    const asked = state.nowMs >= session.row.presenceDueAt.getTime() ? askPresence(session.state, state.nowMs) : session.state;
    const outcome = receiveReport({ clock, session: asked, coverage: progress.coverage, duration: durationSeconds, report, nowMs: state.nowMs, presenceLimitMs: session.row.presenceLimitMs });
    const { refused } = outcome;
    // A report sent again changes nothing, and begins no new round either (credit-rules.md 2).
    if (refused?.why === 'duplicate') return this.answer(state, person, session, loaded ?? round, 0, refused);
    const coveredNow = coveredSeconds(outcome.newlyCovered);
    const next: LoadedProgress = {
      ...round,
      progress: { ...progress, coverage: outcome.coverage },
      refusedSeconds: round.refusedSeconds + (refused?.seconds ?? 0),
      // A displaced or absent player does not say where the learner is.
      position: isHeard(refused) ? Math.min(report.position, durationSeconds) : round.position,
      sittings: withCovered(round.sittings, { playSession: playSessionId, device: session.row.device }, coveredNow, state.nowMs),
      refusals: withRefused(round.refusals, refused),
    };

    if (outcome.complete && progress.completedOn === null) next.progress = await this.complete(tx, state, person, session, next);
    keep(state, personId, { ...session, state: outcome.session }, outcome.clock, next);
    return this.answer(state, person, { ...session, state: outcome.session }, next, coveredNow, refused);
  }

  /** The report has crossed the line: writes the completion and what it earns. @returns the completed round */
  private async complete(tx: EntityManager, state: GroupState, person: PersonStanding, session: LoadedSession, watched: LoadedProgress): Promise<LessonProgress> {
    const watchedUnitsToday = state.watchedUnits.get(person.id) ?? 0;
    const completed = await this.completions.complete(tx, { person, session, watched, watchedUnitsToday, nowMs: state.nowMs });
    state.watchedUnits.set(person.id, watchedUnitsToday + completed.postedUnits);
    return completed.progress;
  }

  private answer(
    state: GroupState,
    person: PersonStanding,
    { row, state: session }: LoadedSession,
    { progress, position, lessonVersionId }: LoadedProgress,
    coveredNow: number,
    refused: Refusal | null,
  ): ReportAnswerDto {
    const { askedMs } = session.presence;
    return {
      seq: session.lastSeq,
      coveredNow,
      refused: refused && { why: refused.why, seconds: refused.seconds, ranges: refused.ranges.map(([from, to]): [number, number] => [from, to]) },
      presence: askedMs === null ? null : { answerBy: new Date(askedMs + row.presenceLimitMs).toISOString() },
      standing: standingOf({
        progress,
        durationSeconds: row.durationSeconds,
        position,
        policy: this.policies.on(state.date),
        watchedUnitsToday: state.watchedUnits.get(person.id) ?? 0,
        verified: isVerified(person),
        earned: state.earned.get(claimKey({ personId: person.id, kind: 'lesson', sourceId: lessonVersionId })) ?? null,
      }),
    };
  }

  private async save(tx: EntityManager, { clocks, sessions, progress, touched, nowMs }: GroupState): Promise<void> {
    await this.repository.saveClocks(tx, new Map([...touched.clocks].map((id) => [id, clocks.get(id)!])));
    await this.repository.saveAnswered(tx, touched.answered);
    await this.repository.saveSessions(tx, [...touched.sessions].map((id) => sessions.get(id)!));
    await this.repository.saveProgress(tx, [...touched.progress].map((key) => progress.get(key)!), nowMs);
  }
}

const RANGE_FAULTS: Record<RangeFault['why'], string> = {
  too_many: '一次报告的片段太多',
  not_whole: '片段的起止必须是整数秒',
  reversed: '片段的起点必须在终点之前',
  out_of_bounds: '片段超出了本课的长度',
};

/** What a round begins with. */
const NEW_ROUND = { refusedSeconds: 0, sittings: [], refusals: {} } satisfies Partial<LoadedProgress>;

/** Whether a report came from the player that the person is at. */
function isHeard(refused: Refusal | null): boolean {
  return refused?.why !== 'lease_taken' && refused?.why !== 'presence';
}

/** Puts what a report changed where the next report of the group, and the save, will find it. */
function keep(state: GroupState, personId: string, session: LoadedSession, clock: WatchClock, progress: LoadedProgress): void {
  const key = progressKey(personId, progress.lessonVersionId);
  const { touched } = state;
  const { id, presenceAskedAt } = session.row;
  const before = state.clocks.get(personId)?.answered;
  if (before && before.sessionId !== id) touched.answered.push(before);
  if (session.state.presence.askedMs !== (presenceAskedAt?.getTime() ?? null)) touched.sessions.add(id);
  state.clocks.set(personId, { clock, answered: { sessionId: id, seq: session.state.lastSeq } });
  state.sessions.set(id, session);
  state.progress.set(key, progress);
  touched.clocks.add(personId);
  touched.progress.add(key);
}
