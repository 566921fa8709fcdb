import { type LessonProgress, type SessionState, type WatchClock } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { LessonCompletion } from './lesson-completion.entity.js';
import { LessonProgressRow } from './lesson-progress.entity.js';
import { PlaySession } from './play-session.entity.js';
import { WatchClockRow } from './watch-clock.entity.js';

/** A play session with the rules' view of it. */
export interface LoadedSession {
  row: PlaySession;
  state: SessionState;
}

/** Progress of one lesson version with what the rules do not need. */
export interface LoadedProgress {
  personId: string;
  lessonVersionId: string;
  progress: LessonProgress;
  refusedSeconds: number;
  position: number;
}

/** Reads and writes the state of watching, many persons at a time. Whoever changes it holds the persons' clocks locked. */
@Injectable()
export class WatchRepository {
  /** Locks the clocks of persons, always in order of id, so that groups cannot deadlock. Persons who never opened a lesson have none. */
  async lockClocks(tx: EntityManager, personIds: string[]): Promise<Map<string, WatchClock>> {
    const rows = await tx.find(WatchClockRow, { where: { personId: In(personIds) }, order: { personId: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    return new Map(
      rows.map((row) => [row.personId, { parts: row.parts, lastMs: row.lastAt.getTime(), session: row.sessionId, leaseMs: row.leaseAt?.getTime() ?? null }]),
    );
  }

  /** Makes sure that a person has a clock to lock: an empty one, whose lease is nobody's, opens like none at all. */
  async ensureClock(tx: EntityManager, personId: string, nowMs: number): Promise<void> {
    await tx.query('INSERT INTO watch_clock (person_id, parts, last_at) VALUES (?, 0, ?) ON DUPLICATE KEY UPDATE person_id = person_id', [personId, new Date(nowMs)]);
  }

  async sessions(tx: EntityManager, ids: string[]): Promise<Map<string, LoadedSession>> {
    const rows = await tx.findBy(PlaySession, { id: In(ids) });
    return new Map(rows.map((row) => [row.id, { row, state: stateOf(row) }]));
  }

  /** Progress by `person|lesson version`; pairs without any are left out. */
  async progress(tx: EntityManager, personIds: string[], lessonVersionIds: string[]): Promise<Map<string, LoadedProgress>> {
    const rows = await tx.findBy(LessonProgressRow, { personId: In(personIds), lessonVersionId: In(lessonVersionIds) });
    return new Map(rows.map((row) => [progressKey(row.personId, row.lessonVersionId), loadedProgress(row)]));
  }

  async insertSession(tx: EntityManager, session: PlaySession): Promise<void> {
    await tx.insert(PlaySession, session);
  }

  async insertCompletion(tx: EntityManager, completion: LessonCompletion): Promise<void> {
    await tx.insert(LessonCompletion, completion);
  }

  async saveClocks(tx: EntityManager, clocks: ReadonlyMap<string, WatchClock>): Promise<void> {
    await upsert(
      tx,
      'watch_clock',
      ['person_id', 'parts', 'last_at', 'session_id', 'lease_at'],
      [...clocks].map(([personId, clock]) => [personId, clock.parts, new Date(clock.lastMs), clock.session, clock.leaseMs === null ? null : new Date(clock.leaseMs)]),
    );
  }

  async saveSessions(tx: EntityManager, sessions: Iterable<LoadedSession>): Promise<void> {
    await upsert(
      tx,
      'play_session',
      ['id', 'person_id', 'lesson_version_id', 'course_version_id', 'duration_seconds', 'opened_at', 'last_seq', 'presence_due_at', 'presence_limit_ms', 'presence_asked_at'],
      [...sessions].map(({ row, state }) => [
        row.id,
        row.personId,
        row.lessonVersionId,
        row.courseVersionId,
        row.durationSeconds,
        row.openedAt,
        state.lastSeq,
        row.presenceDueAt,
        row.presenceLimitMs,
        state.presence.askedMs === null ? null : new Date(state.presence.askedMs),
      ]),
    );
  }

  async saveProgress(tx: EntityManager, all: Iterable<LoadedProgress>, nowMs: number): Promise<void> {
    await upsert(
      tx,
      'lesson_progress',
      ['person_id', 'lesson_version_id', 'round', 'coverage', 'covered_seconds', 'refused_seconds', 'position', 'completed_on', 'credited', 'updated_at'],
      [...all].map(({ personId, lessonVersionId, progress, refusedSeconds, position }) => [
        personId,
        lessonVersionId,
        progress.round,
        JSON.stringify(progress.coverage),
        progress.coverage.reduce((sum, [from, to]) => sum + to - from, 0),
        refusedSeconds,
        position,
        progress.completedOn,
        progress.credited,
        new Date(nowMs),
      ]),
    );
  }
}

export function progressKey(personId: string, lessonVersionId: string): string {
  return `${personId}|${lessonVersionId}`;
}

export function loadedProgress(row: LessonProgressRow): LoadedProgress {
  const { personId, lessonVersionId, round, coverage, completedOn, credited, refusedSeconds, position } = row;
  return { personId, lessonVersionId, progress: { round, coverage, completedOn, credited }, refusedSeconds, position };
}

function stateOf(row: PlaySession): SessionState {
  return { id: row.id, openedMs: row.openedAt.getTime(), lastSeq: row.lastSeq, presence: { askedMs: row.presenceAskedAt?.getTime() ?? null } };
}

/** One multi-row INSERT … ON DUPLICATE KEY UPDATE; table and columns are written by this file only. */
async function upsert(tx: EntityManager, table: string, columns: string[], rows: unknown[][]): Promise<void> {
  if (rows.length === 0) return;
  const updates = columns.map((column) => `${column} = VALUES(${column})`).join(', ');
  await tx.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ? ON DUPLICATE KEY UPDATE ${updates}`, [rows]);
}
