import { createHash, randomBytes } from 'node:crypto';
import type { Connection } from 'mysql2/promise';
import { uuidv7 } from './ids.ts';

/** An instructor with a session and a lesson of their own, without having typed anything. */
export interface Instructor {
  accountId: string;
  cookie: string;
  lessonId: string;
}

const FAR = new Date('2100-01-01T00:00:00.000Z');

/** Puts an instructor with a draft course of one empty lesson straight into the database. */
export async function insertInstructor(database: Connection): Promise<Instructor> {
  const now = new Date();
  const [person, accountId, region, course, chapter, lessonId] = Array.from({ length: 6 }, uuidv7) as [string, string, string, string, string, string];
  const token = randomBytes(32).toString('base64url');
  await database.query('INSERT INTO region (id, code, open_code, name, level, parent_id, path, valid_from) VALUES (?)', [[region, '360200000000', '360200000000', '测试市', 'city', null, `${region}/`, now]]);
  await database.query('INSERT INTO person (id, verification, verified_at, created_at) VALUES (?)', [[person, 'verified', now, now]]);
  await database.query('INSERT INTO account (id, person_id, display_name, phone_cipher, phone_index, password_hash, created_at) VALUES (?)', [
    [accountId, person, '教师', Buffer.from('none'), sha256(accountId), 'none', now],
  ]);
  await database.query('INSERT INTO session (token_hash, account_id, user_agent, created_at, last_seen_at, expires_at) VALUES (?)', [[sha256(token), accountId, 'test', now, now, FAR]]);
  await database.query('INSERT INTO role_grant (id, account_id, role, region_id, valid_from) VALUES (?)', [[uuidv7(), accountId, 'instructor', region, now]]);
  await database.query('INSERT INTO course (id, owner_account_id, region_id, region_path, title, summary, category_code, state, created_at, updated_at) VALUES (?)', [
    [course, accountId, region, `${region}/`, '陶艺', '', 'arts', 'draft', now, now],
  ]);
  await database.query('INSERT INTO chapter (id, course_id, title, position) VALUES (?)', [[chapter, course, '第一讲', 1]]);
  await database.query('INSERT INTO lesson (id, chapter_id, title, position) VALUES (?)', [[lessonId, chapter, '拉坯', 1]]);
  return { accountId, cookie: `session=${token}`, lessonId };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
