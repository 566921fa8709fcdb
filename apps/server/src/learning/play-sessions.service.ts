import { PRESENCE_LIMIT_ELDER_MS, PRESENCE_LIMIT_MS, REPORT_EVERY_SECONDS, answerPresence, isSessionClosed, newSession, nextPresenceAt, openSession, progressFor, shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { PlayableLesson } from '../catalog/catalog.service.js';
import { Earnings, claimKey } from '../credits/earnings.js';
import { PoliciesService } from '../credits/policies/policies.service.js';
import { PostingService } from '../credits/posting.service.js';
import { isVerified } from '../identity/counting.js';
import { PersonsService } from '../identity/persons.service.js';
import { deviceName } from '../identity/security/device-name.js';
import { MediaService } from '../media/media.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import { currentOrigin } from '../platform/logging/request-context.js';
import { EnrolmentService } from './enrolment.service.js';
import type { OpenPlaySessionDto, PlaySessionDto, WatchStandingDto } from './learning.dto.js';
import { MergedAwayError, followingMerge } from './merged-away.js';
import { lessonClaims, standingOf } from './standing.js';
import { WatchRepository, progressKey } from './watch.repository.js';

/** The player may go no faster than the watch clock accrues (credit-rules.md 4). */
const MAX_RATE = 1.5;

/** Opening a lesson in a player, and the question whether the learner is still there. */
@Injectable()
export class PlaySessionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: WatchRepository,
    private readonly media: MediaService,
    private readonly enrolments: EnrolmentService,
    private readonly persons: PersonsService,
    private readonly posting: PostingService,
    private readonly earnings: Earnings,
    private readonly policies: PoliciesService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param sessionToken of the learner's login; the addresses of the video open with it only
   * @throws Problem not_found (no such published lesson), course_withdrawn, prerequisite_missing, enrolment_closed, media_not_ready, media_taken_down
   */
  async open(personId: string, sessionToken: string, { lessonVersionId, elder }: OpenPlaySessionDto): Promise<PlaySessionDto> {
    const lesson = await this.enrolments.openable(personId, lessonVersionId);
    const id = newId();
    const playback = await this.media.playback(lesson.mediaId, { sessionToken, playSession: id });
    const opened = await followingMerge(personId, (current) => inTransaction(this.dataSource, (tx) => this.openIn(tx, current, id, lesson, elder)));
    return {
      playSessionId: id,
      course: { id: lesson.courseId, title: lesson.courseTitle },
      lesson: { lessonVersionId, title: lesson.title, chapterTitle: lesson.chapterTitle },
      playback: { ...playback, durationSeconds: lesson.durationSeconds },
      tookOver: opened.tookOver,
      reportEverySeconds: REPORT_EVERY_SECONDS,
      maxRate: MAX_RATE,
      preventSkip: lesson.preventSkip,
      standing: opened.standing,
    };
  }

  /** Records that the learner is there. @throws Problem not_found unless the session is the person's own, play_session_closed */
  async answerPresence(personId: string, playSessionId: string): Promise<void> {
    await followingMerge(personId, (current) => inTransaction(this.dataSource, (tx) => this.answerIn(tx, current, playSessionId)));
  }

  private async answerIn(tx: EntityManager, personId: string, playSessionId: string): Promise<void> {
    const loaded = (await this.repository.lockClocks(tx, [personId])).get(personId);
    await this.assertNotMerged(tx, personId);
    const session = (await this.repository.sessions(tx, [playSessionId])).get(playSessionId);
    if (!loaded || session?.row.personId !== personId) throw new Problem('not_found');
    const nowMs = this.clock.now();
    if (isSessionClosed(session.state, nowMs)) throw new Problem('play_session_closed');
    const answered = answerPresence({ clock: loaded.clock, session: session.state, nowMs, limitMs: session.row.presenceLimitMs });
    if (answered.session === session.state) return;
    const presenceDueAt = new Date(nextPresenceAt(nowMs, Math.random()));
    await this.repository.saveClocks(tx, new Map([[personId, { ...loaded, clock: answered.clock }]]));
    await this.repository.saveSessions(tx, [{ row: { ...session.row, presenceDueAt }, state: answered.session }]);
  }

  private async openIn(tx: EntityManager, personId: string, id: string, lesson: PlayableLesson, elder: boolean): Promise<{ tookOver: boolean; standing: WatchStandingDto }> {
    const before = await this.lockClock(tx, personId);
    await this.assertNotMerged(tx, personId);
    await this.enrolments.ensure(tx, personId, lesson.courseId, lesson.courseVersionId);
    const nowMs = this.clock.now();
    const { clock, outcome } = openSession(before?.clock ?? null, id, nowMs);
    await this.repository.saveClocks(tx, new Map([[personId, { clock, answered: before?.answered ?? null }]]));
    await this.repository.insertSession(tx, {
      id,
      personId,
      lessonVersionId: lesson.lessonVersionId,
      courseVersionId: lesson.courseVersionId,
      durationSeconds: lesson.durationSeconds,
      openedAt: new Date(nowMs),
      lastSeq: newSession(id, nowMs).lastSeq,
      presenceDueAt: new Date(nextPresenceAt(nowMs, Math.random())),
      presenceLimitMs: elder ? PRESENCE_LIMIT_ELDER_MS : PRESENCE_LIMIT_MS,
      presenceAskedAt: null,
      device: deviceOf(currentOrigin().device),
    });
    return { tookOver: outcome === 'takeover', standing: await this.standing(tx, personId, lesson, nowMs) };
  }

  /** Asked with the clock locked: a merge holds it, too. @throws MergedAwayError */
  private async assertNotMerged(tx: EntityManager, personId: string): Promise<void> {
    const into = (await this.persons.standings([personId], tx)).get(personId)?.mergedInto;
    if (into) throw new MergedAwayError(into);
  }

  private async lockClock(tx: EntityManager, personId: string) {
    const existing = (await this.repository.lockClocks(tx, [personId])).get(personId);
    if (existing) return existing;
    await this.repository.ensureClock(tx, personId, this.clock.now());
    return (await this.repository.lockClocks(tx, [personId])).get(personId) ?? null;
  }

  private async standing(tx: EntityManager, personId: string, lesson: PlayableLesson, nowMs: number): Promise<WatchStandingDto> {
    const date = shanghaiDate(nowMs);
    const loaded = (await this.repository.progress(tx, [personId], [lesson.lessonVersionId])).get(progressKey(personId, lesson.lessonVersionId));
    const person = (await this.persons.standings([personId], tx)).get(personId);
    const claims = loaded ? lessonClaims(loaded) : [];
    return standingOf({
      progress: loaded?.progress ?? progressFor(null, date),
      durationSeconds: lesson.durationSeconds,
      position: loaded?.position ?? 0,
      policy: this.policies.on(date),
      watchedUnitsToday: (await this.posting.watchedUnits(tx, [personId], date)).get(personId) ?? 0,
      verified: person !== undefined && isVerified(person),
      earned: (await this.earnings.of(tx, claims)).get(claimKey({ personId, kind: 'lesson', sourceId: lesson.lessonVersionId })) ?? null,
    });
  }
}

/** Width of `play_session.device`. */
const DEVICE_LENGTH = 40;

/** What a learner would call what they play on; null where the request does not say. */
function deviceOf(userAgent: string | null): string | null {
  return userAgent === null ? null : deviceName(userAgent).slice(0, DEVICE_LENGTH);
}
