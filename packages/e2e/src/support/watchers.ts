import { createHash, randomBytes } from 'node:crypto';
import { uuidv7 } from './ids.ts';
import type { Connection } from 'mysql2/promise';

/** A person with a session, without having typed anything. */
export interface Watcher {
  personId: string;
  cookie: string;
}

const FAR = new Date('2100-01-01T00:00:00.000Z');

/** Puts `count` signed-in persons straight into the database: what a benchmark measures is not their registration. */
export async function insertWatchers(database: Connection, count: number): Promise<Watcher[]> {
  const now = new Date();
  const personIds = Array.from({ length: count }, () => uuidv7());
  await database.query('INSERT INTO person (id, verification, verified_at, created_at) VALUES ?', [personIds.map((personId) => [personId, 'verified', now, now])]);
  const cookies = await insertSessions(database, personIds);
  return personIds.map((personId, i) => ({ personId, cookie: cookies[i]! }));
}

/** Signs persons in who are there already. @returns their cookies, in the same order */
export async function insertSessions(database: Connection, personIds: string[]): Promise<string[]> {
  const now = new Date();
  const rows = personIds.map((personId) => ({ personId, accountId: uuidv7(), token: randomBytes(32).toString('base64url') }));
  await database.query('INSERT INTO account (id, person_id, display_name, phone_cipher, phone_index, password_hash, created_at) VALUES ?', [
    rows.map(({ accountId, personId }) => [accountId, personId, '学员', Buffer.from('none'), sha256(accountId), 'none', now]),
  ]);
  await database.query('INSERT INTO session (token_hash, account_id, user_agent, created_at, last_seen_at, expires_at) VALUES ?', [
    rows.map(({ accountId, token }) => [sha256(token), accountId, 'bench', now, now, FAR]),
  ]);
  return rows.map(({ token }) => `session=${token}`);
}

/** A published lesson of so many seconds whose video counts as ready, though there is no file. @returns its lesson version */
export async function insertPublishedLesson(database: Connection, seconds: number): Promise<string> {
  const now = new Date();
  const [course, version, chapter, lesson, lessonVersion, media, owner] = Array.from({ length: 7 }, uuidv7) as [string, string, string, string, string, string, string];
  await database.query('INSERT INTO course (id, owner_account_id, region_path, title, summary, category_code, state, submitted_at, published_version_id, created_at, updated_at) VALUES (?)', [
    [course, owner, '', '长课', '', 'arts', 'published', now, version, now, now],
  ]);
  await database.query('INSERT INTO course_version (id, course_id, number, title, summary, category_code, published_at, published_by) VALUES (?)', [[version, course, 1, '长课', '', 'arts', now, owner]]);
  await database.query('INSERT INTO chapter (id, course_id, title, position) VALUES (?)', [[chapter, course, '第一章', 1]]);
  await database.query('INSERT INTO lesson (id, chapter_id, title, position) VALUES (?)', [[lesson, chapter, '第一课', 1]]);
  await database.query('INSERT INTO lesson_version (id, lesson_id, media_id, duration_seconds) VALUES (?)', [[lessonVersion, lesson, media, seconds]]);
  await database.query('INSERT INTO course_version_lesson (course_version_id, position, lesson_version_id, chapter_position, chapter_title, title) VALUES (?)', [
    [version, 1, lessonVersion, 1, '第一章', '第一课'],
  ]);
  const output = JSON.stringify({ masterFile: 'master.m3u8', posterFile: 'poster.jpg', audioOnlyFile: null, renditions: [] });
  await database.query('INSERT INTO media (id, lesson_id, owner_account_id, file_name, bytes, state, source_key, fence, progress, duration_ms, output_prefix, output, created_at, ready_at) VALUES (?)', [
    [media, lesson, owner, 'long.mp4', 1, 'ready', `uploads/${media}`, 1, 100, seconds * 1000, `media/${media}/1`, output, now, now],
  ]);
  return lessonVersion;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
