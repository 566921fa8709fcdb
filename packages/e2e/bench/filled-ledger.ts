import { hash } from 'node:crypto';
import { GENESIS_HASH, entryId, entryKey, lessonEvidenceOf, sealEntry } from '@xuexi/domain';
import type { Connection } from 'mysql2/promise';
import { uuidv7 } from '../src/support/ids.ts';

const LESSONS = 200;
const SECONDS = 900;
const UNITS = SECONDS * 40;
const PERSONS_A_STATEMENT = 500;
const FIRST_DAY = Date.parse('2026-03-02T01:00:00.000Z');
const DAY_MS = 86_400_000;

const digest = (text: string): string => hash('sha256', text, 'hex');

/**
 * Fills a database with persons who have each completed so many lessons, on as many days: completions, the sealed entries that
 * follow from them, and the ends of the chains. @returns the ids of the persons, in order
 */
export async function fillLedger(database: Connection, persons: number, entriesEach: number): Promise<string[]> {
  const now = new Date(FIRST_DAY);
  const [course, version, owner] = [uuidv7(), uuidv7(), uuidv7()];
  const lessons = Array.from({ length: LESSONS }, (_, i) => ({ id: uuidv7(), lesson: uuidv7(), title: `第 ${i + 1} 课 中国传统文化` }));
  await database.query('INSERT INTO course_version (id, course_id, number, title, summary, category_code, published_at, published_by) VALUES (?)', [[version, course, 1, '中国传统文化入门', '', 'arts', now, owner]]);
  await database.query('INSERT INTO lesson_version (id, lesson_id, media_id, duration_seconds) VALUES ?', [lessons.map(({ id, lesson }) => [id, lesson, uuidv7(), SECONDS])]);
  await database.query('INSERT INTO course_version_lesson (course_version_id, position, lesson_version_id, chapter_position, chapter_title, title) VALUES ?', [
    lessons.map(({ id, title }, i) => [version, i + 1, id, 1, '第一章', title]),
  ]);
  const ids = Array.from({ length: persons }, () => uuidv7()).sort();
  const place = { courseId: course, courseTitle: '中国传统文化入门', durationSeconds: SECONDS };
  for (let done = 0; done < persons; done += PERSONS_A_STATEMENT) {
    const page = ids.slice(done, done + PERSONS_A_STATEMENT);
    const completions: unknown[] = [];
    const entries: unknown[] = [];
    const heads: unknown[] = [];
    for (const [p, personId] of page.entries()) {
      let previousHash = GENESIS_HASH;
      for (let i = 0; i < entriesEach; i++) {
        const { id: lessonVersionId, title } = lessons[(p + i) % LESSONS]!;
        const atMs = FIRST_DAY + i * DAY_MS + p;
        const date = new Date(atMs).toISOString().slice(0, 10);
        const coverage: [number, number][] = [[0, 700], [720, 860]];
        const playSessionId = uuidv7();
        const evidence = lessonEvidenceOf({ ...place, title }, { coverage, refusedSeconds: 3, round: 1, playSessionId, completedMs: atMs, sittings: null, refusals: null });
        const key = entryKey.lesson(personId, lessonVersionId);
        const content = { id: entryId(key, atMs, digest), personId, sequence: i + 1, kind: 'lesson' as const, sourceId: lessonVersionId, key, units: UNITS, date, year: 2026, policyVersion: 'standard-2026', regionId: null, organisationId: null, reverses: null, recordedAt: atMs, evidence };
        const sealed = sealEntry(content, previousHash, digest);
        completions.push([personId, lessonVersionId, 1, new Date(atMs), date, playSessionId, version, JSON.stringify(coverage), 3, true]);
        entries.push([sealed.id, personId, i + 1, 'lesson', lessonVersionId, key, UNITS, date, 2026, 'standard-2026', JSON.stringify(evidence), sealed.evidenceHash, previousHash, sealed.hash, new Date(atMs)]);
        previousHash = sealed.hash;
      }
      heads.push([personId, entriesEach, previousHash]);
    }
    await database.query('INSERT INTO person (id, verification, verified_at, created_at) VALUES ?', [page.map((id) => [id, 'verified', now, now])]);
    await database.query('INSERT INTO lesson_completion (person_id, lesson_version_id, round, completed_at, date, play_session_id, course_version_id, coverage, refused_seconds, credited) VALUES ?', [completions]);
    await database.query('INSERT INTO credit_entry (id, person_id, sequence, kind, source_id, idempotency_key, units, date, year, policy_version, evidence, evidence_hash, previous_hash, hash, recorded_at) VALUES ?', [entries]);
    await database.query('INSERT INTO credit_head (person_id, sequence, hash) VALUES ?', [heads]);
  }
  await database.query('ANALYZE TABLE person, lesson_completion, credit_entry, credit_head');
  return ids;
}
