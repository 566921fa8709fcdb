import { type Coverage, type LessonProgress, type Refusals, type SessionState, type Sitting, type WatchClock, coveredSeconds } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { WATCHED_UNITS, watchedUnitsOn } from '../credits/watched-units.js';
import { type PersonStanding, STANDING_COLUMNS, type StandingRow, standingFrom } from '../identity/person-standing.js';
import { LessonCompletion } from './lesson-completion.entity.js';
import { LessonProgressRow } from './lesson-progress.entity.js';
import { PlaySession } from './play-session.entity.js';

/** A play session with the rules' view of it. */
export interface LoadedSession {
  row: PlaySession;
  state: SessionState;
}

/** Which report of a person was answered last. */
export interface Answered {
  sessionId: string;
  seq: number;
}

/** The clock of a person. It keeps the last answer, so that a report need not write its play session, too. */
export interface LoadedClock {
  clock: WatchClock;
  answered: Answered | null;
}

/** Progress of one lesson version with what the rules do not need. */
export interface LoadedProgress {
  personId: string;
  lessonVersionId: string;
  progress: LessonProgress;
  refusedSeconds: number;
  position: number;
  sittings: readonly Sitting[];
  refusals: Refusals;
}

/** Everything that a report of a play session is judged by, but the clock. */
export interface WatchedSession {
  session: LoadedSession;
  /** Null before the first report of the lesson. */
  progress: LoadedProgress | null;
  person: PersonStanding;
  /** Units of watching that the person already has on the date. */
  watchedUnits: number;
}

interface ClockRow {
  person_id: string;
  parts: number;
  last_at: Date;
  session_id: string | null;
  lease_at: Date | null;
  answered_session_id: string | null;
  answered_seq: number | null;
}

interface WatchedRow extends StandingRow {
  id: string;
  person_id: string;
  lesson_version_id: string;
  course_version_id: string;
  duration_seconds: number;
  opened_at: Date;
  last_seq: number;
  presence_due_at: Date;
  presence_limit_ms: number;
  presence_asked_at: Date | null;
  device: string | null;
  /** Null, as the columns after it, where there is no progress yet. */
  round: number | null;
  coverage: string;
  refused_seconds: number;
  position: number;
  completed_on: string | null;
  credited: number | null;
  sittings: string | null;
  refusals: string | null;
  watched_units: number | null;
}

// Written by hand, because groups of reports are read many times a second: one statement, and no entities made of it.
const WATCHED = `SELECT s.id, s.person_id, s.lesson_version_id, s.course_version_id, s.duration_seconds, s.opened_at, s.last_seq,
        s.presence_due_at, s.presence_limit_ms, s.presence_asked_at, s.device,
        l.round, l.coverage, l.refused_seconds, l.position, l.completed_on, l.credited, l.sittings, l.refusals,
        ${STANDING_COLUMNS}, ${WATCHED_UNITS} AS watched_units
   FROM play_session AS s
   JOIN person AS p ON p.id = s.person_id
   LEFT JOIN lesson_progress AS l ON l.person_id = s.person_id AND l.lesson_version_id = s.lesson_version_id
  WHERE s.id IN (?)`;

/** Reads and writes the state of watching, many persons at a time. Whoever changes it holds the persons' clocks locked. */
@Injectable()
export class WatchRepository {
  /** Locks the clocks of persons, always in order of id, so that groups cannot deadlock. Persons who never opened a lesson have none. */
  async lockClocks(tx: EntityManager, personIds: string[]): Promise<Map<string, LoadedClock>> {
    const rows: ClockRow[] = await tx.query(
      'SELECT person_id, parts, last_at, session_id, lease_at, answered_session_id, answered_seq FROM watch_clock WHERE person_id IN (?) ORDER BY person_id FOR UPDATE',
      [personIds],
    );
    return new Map(rows.map((row) => [row.person_id, loadedClock(row)]));
  }

  /** Makes sure that a person has a clock to lock: an empty one, whose lease is nobody's, opens like none at all. */
  async ensureClock(tx: EntityManager, personId: string, nowMs: number): Promise<void> {
    await tx.query('INSERT INTO watch_clock (person_id, parts, last_at) VALUES (?, 0, ?) ON DUPLICATE KEY UPDATE person_id = person_id', [personId, new Date(nowMs)]);
  }

  /** Play sessions by id with all that reports of a date are judged by, in one statement. Ids that do not exist are left out. */
  async watched(tx: EntityManager, ids: string[], date: string): Promise<Map<string, WatchedSession>> {
    const rows: WatchedRow[] = await tx.query(WATCHED, [...watchedUnitsOn(date), ids]);
    return new Map(rows.map((row) => [row.id, watchedSession(row)]));
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

  async saveClocks(tx: EntityManager, clocks: ReadonlyMap<string, LoadedClock>): Promise<void> {
    await upsert(
      tx,
      'watch_clock',
      ['person_id', 'parts', 'last_at', 'session_id', 'lease_at', 'answered_session_id', 'answered_seq'],
      [...clocks].map(([personId, { clock, answered }]) => [
        personId,
        clock.parts,
        new Date(clock.lastMs),
        clock.session,
        clock.leaseMs === null ? null : new Date(clock.leaseMs),
        answered && answered.sessionId,
        answered && answered.seq,
      ]),
    );
  }

  /** Writes down what a clock keeps no longer, because another session of the person was answered. */
  async saveAnswered(tx: EntityManager, all: Iterable<Answered>): Promise<void> {
    for (const { sessionId, seq } of all) await tx.query('UPDATE play_session SET last_seq = GREATEST(last_seq, ?) WHERE id = ?', [seq, sessionId]);
  }

  /** Writes what reports and answers change of play sessions that are there. One parameter, because hundreds of them cost the api more than the database. */
  async saveSessions(tx: EntityManager, sessions: Iterable<LoadedSession>): Promise<void> {
    const changes = [...sessions].map(({ row, state: { lastSeq, presence } }) => [row.id, lastSeq, dateTime(row.presenceDueAt), presence.askedMs === null ? null : dateTime(new Date(presence.askedMs))]);
    if (changes.length > 0) await tx.query(CHANGE_SESSIONS, [JSON.stringify(changes)]);
  }

  async saveProgress(tx: EntityManager, all: Iterable<LoadedProgress>, nowMs: number): Promise<void> {
    await upsert(
      tx,
      'lesson_progress',
      ['person_id', 'lesson_version_id', 'round', 'coverage', 'covered_seconds', 'refused_seconds', 'position', 'completed_on', 'credited', 'sittings', 'refusals', 'updated_at'],
      [...all].map(({ personId, lessonVersionId, progress, refusedSeconds, position, sittings, refusals }) => [
        personId,
        lessonVersionId,
        progress.round,
        JSON.stringify(progress.coverage),
        coveredSeconds(progress.coverage),
        refusedSeconds,
        position,
        progress.completedOn,
        progress.credited,
        JSON.stringify(sittings),
        JSON.stringify(refusals),
        new Date(nowMs),
      ]),
    );
  }
}

export function progressKey(personId: string, lessonVersionId: string): string {
  return `${personId}|${lessonVersionId}`;
}

/** A play session as the person's clock knows it: the row is behind while its reports are the last that were answered. */
export function asAnswered(session: LoadedSession, answered: Answered | null | undefined): LoadedSession {
  if (answered?.sessionId !== session.row.id) return session;
  return { ...session, state: { ...session.state, lastSeq: Math.max(session.state.lastSeq, answered.seq) } };
}

function loadedClock(row: ClockRow): LoadedClock {
  return {
    clock: { parts: row.parts, lastMs: row.last_at.getTime(), session: row.session_id, leaseMs: row.lease_at?.getTime() ?? null },
    answered: row.answered_session_id === null || row.answered_seq === null ? null : { sessionId: row.answered_session_id, seq: row.answered_seq },
  };
}

export function loadedProgress(row: LessonProgressRow): LoadedProgress {
  const { personId, lessonVersionId, round, coverage, completedOn, credited, refusedSeconds, position, sittings, refusals } = row;
  return { personId, lessonVersionId, progress: { round, coverage, completedOn, credited }, refusedSeconds, position, sittings: sittings ?? [], refusals: refusals ?? {} };
}

function watchedSession(row: WatchedRow): WatchedSession {
  const session: PlaySession = {
    id: row.id,
    personId: row.person_id,
    lessonVersionId: row.lesson_version_id,
    courseVersionId: row.course_version_id,
    durationSeconds: row.duration_seconds,
    openedAt: row.opened_at,
    lastSeq: row.last_seq,
    presenceDueAt: row.presence_due_at,
    presenceLimitMs: row.presence_limit_ms,
    presenceAskedAt: row.presence_asked_at,
    device: row.device,
  };
  return {
    session: { row: session, state: stateOf(session) },
    progress: row.round === null ? null : progressOf(row, row.round),
    person: standingFrom(row.person_id, row),
    watchedUnits: row.watched_units ?? 0,
  };
}

function progressOf(row: WatchedRow, round: number): LoadedProgress {
  return {
    personId: row.person_id,
    lessonVersionId: row.lesson_version_id,
    progress: { round, coverage: JSON.parse(row.coverage) as Coverage, completedOn: row.completed_on, credited: row.credited === null ? null : row.credited === 1 },
    refusedSeconds: row.refused_seconds,
    position: row.position,
    sittings: row.sittings === null ? [] : (JSON.parse(row.sittings) as Sitting[]),
    refusals: row.refusals === null ? {} : (JSON.parse(row.refusals) as Refusals),
  };
}

function stateOf(row: PlaySession): SessionState {
  return { id: row.id, openedMs: row.openedAt.getTime(), lastSeq: row.lastSeq, presence: { askedMs: row.presenceAskedAt?.getTime() ?? null } };
}

const CHANGE_SESSIONS = `UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id char(36) PATH '$[0]' ERROR ON ERROR, last_seq int PATH '$[1]' ERROR ON ERROR, due_at datetime(3) PATH '$[2]' ERROR ON ERROR, asked_at datetime(3) PATH '$[3]' ERROR ON ERROR)) AS c
  STRAIGHT_JOIN play_session AS s ON s.id = CONVERT(c.id USING ascii)
  SET s.last_seq = c.last_seq, s.presence_due_at = c.due_at, s.presence_asked_at = c.asked_at`;

/** As the database reads it: UTC, milliseconds, no letter for the zone. */
function dateTime(date: Date): string {
  return date.toISOString().slice(0, -1);
}

/** One multi-row INSERT … ON DUPLICATE KEY UPDATE; table and columns are written by this file only. */
async function upsert(tx: EntityManager, table: string, columns: string[], rows: unknown[][]): Promise<void> {
  if (rows.length === 0) return;
  const updates = columns.map((column) => `${column} = VALUES(${column})`).join(', ');
  await tx.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ? ON DUPLICATE KEY UPDATE ${updates}`, [rows]);
}
