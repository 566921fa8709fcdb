import { createHash, randomBytes } from 'node:crypto';
import { syntheticIdNumber } from '@xuexi/domain';
import type { Connection } from 'mysql2/promise';
import { loadConfig } from '../../../apps/server/dist/platform/config/config.js';
import { BlindIndex } from '../../../apps/server/dist/platform/crypto/blind-index.js';
import { FileKms } from '../../../apps/server/dist/platform/crypto/kms.js';
import { PersonKeys } from '../../../apps/server/dist/platform/crypto/person-keys.js';
import { uuidv7 } from '../src/support/ids.ts';

const DISTRICTS = 10;
const STREETS = 10;
const COMMUNITIES = 10;
const ROWS_A_STATEMENT = 2_000;
const HOUR_MS = 3_600_000;
const SURNAMES = '王李张刘陈杨黄赵周吴';
const GIVEN = '秀英建国桂兰小明玉梅志强春华';

interface Place {
  id: string;
  path: string;
}

/** A city of 10 districts, 100 streets and 1000 communities, and who lives there. */
export interface Populated {
  districts: Place[];
  streets: Place[];
  communities: Place[];
  /** Cookie of an admin of the first district. */
  cookie: string;
}

/** Fills an empty database with a city of so many verified learners, each encrypted with a key of their own as the server does it. */
export async function populate(database: Connection, env: Record<string, string>, count: number): Promise<Populated> {
  const config = loadConfig(env);
  const [keys, index] = [new PersonKeys(new FileKms(config)), new BlindIndex(config)];
  const now = new Date();
  const city = { id: uuidv7(), path: '' };
  city.path = `${city.id}/`;
  const under = (parents: Place[], each: number): Place[] =>
    parents.flatMap((parent) => Array.from({ length: each }, () => uuidv7()).map((id) => ({ id, path: `${parent.path}${id}/` })));
  const districts = under([city], DISTRICTS);
  const streets = under(districts, STREETS);
  const communities = under(streets, COMMUNITIES);
  let code = 100_000_000_000;
  for (const [level, places] of Object.entries({ city: [city], district: districts, street: streets, community: communities })) {
    const rows = places.map(({ id, path }) => [id, ++code, code, `区域${code % 10_000}`, level, path.split('/').at(-3) ?? null, path, now]);
    await database.query('INSERT INTO region (id, code, open_code, name, level, parent_id, path, valid_from) VALUES ?', [rows]);
  }
  const rebuild = [await withoutIndexes(database, 'person'), await withoutIndexes(database, 'account')];
  for (let done = 0; done < count; done += ROWS_A_STATEMENT) {
    const made = await Promise.all(Array.from({ length: Math.min(ROWS_A_STATEMENT, count - done) }, (_, i) => learner(done + i)));
    await database.query(
      `INSERT INTO person (id, verification, verified_at, registered_on, registered_region_path, data_key, name_cipher, name_index, document_kind, id_number_cipher, id_number_index,
         birth_year, sex, state, region_id, region_path, created_at) VALUES ?`,
      [made.map(({ person }) => person)],
    );
    await database.query('INSERT INTO account (id, person_id, display_name, phone_cipher, phone_index, created_at) VALUES ?', [made.map(({ account }) => account)]);
    if ((done / ROWS_A_STATEMENT) % 50 === 0) process.stdout.write(`\r${done} of ${count} learners`);
  }
  process.stdout.write('\n');
  for (const statement of rebuild) await database.query(statement);
  await database.query('ANALYZE TABLE person, account');
  return { districts, streets, communities, cookie: await admin() };

  async function learner(i: number) {
    const [id, accountId] = [uuidv7(), uuidv7()];
    const { dataKey, cipher } = await keys.issue(id);
    const year = 1936 + (i % 80);
    const name = `${SURNAMES[i % 10]}${GIVEN[i % 13]}${GIVEN[(i * 7) % 14] ?? ''}`;
    const idNumber = syntheticIdNumber(String(110_101 + (i % 400_000)), `${year}-0${1 + (i % 9)}-${10 + (i % 19)}`, i % 1000);
    const phone = `1${3_000_000_000 + i}`;
    const home = communities[(i * 7919) % communities.length]!;
    const isVerified = i % 20 !== 0;
    return {
      person: [
        id,
        isVerified ? 'verified' : 'unverified',
        isVerified ? now : null,
        isVerified ? '2026-03-10' : null,
        isVerified ? home.path : null,
        dataKey,
        cipher.encrypt(name, { table: 'person', column: 'name', row: id }),
        index.of('name', name),
        'resident_id',
        cipher.encrypt(idNumber, { table: 'person', column: 'id_number', row: id }),
        // Not of the number itself: so many numbers made by a rule meet each other.
        isVerified ? index.of('id_number', id) : null,
        year,
        i % 3 === 0 ? 'male' : 'female',
        i % 100 === 0 ? 'moved' : 'active',
        home.id,
        home.path,
        now,
      ],
      account: [accountId, id, '学员', cipher.encrypt(phone, { table: 'account', column: 'phone', row: accountId }), index.of('phone', phone), now],
    };
  }

  /** An admin of the first district with a session of two factors. */
  async function admin(): Promise<string> {
    const [{ id: accountId }] = (await database.query('SELECT id FROM account ORDER BY id LIMIT 1'))[0] as unknown as [{ id: string }];
    const token = randomBytes(32).toString('base64url');
    await database.query('INSERT INTO role_grant (id, account_id, role, region_id, valid_from) VALUES (?)', [[uuidv7(), accountId, 'region_admin', districts[0]!.id, now]]);
    await database.query('INSERT INTO session (id, token_hash, account_id, user_agent, created_at, last_seen_at, expires_at, idle_seconds, second_factor_at) VALUES (?)', [
      [uuidv7(), createHash('sha256').update(token).digest('hex'), accountId, 'bench', now, now, new Date(now.getTime() + 12 * HOUR_MS), 7200, now],
    ]);
    return `session=${token}`;
  }
}

/** Takes the secondary indexes off a table, because they are built faster at once than row by row. @returns the statement that puts them back */
export async function withoutIndexes(database: Connection, table: string): Promise<string> {
  const [[row]] = (await database.query(`SHOW CREATE TABLE ${table}`)) as unknown as [[{ 'Create Table': string }]];
  const definitions = [...row['Create Table'].matchAll(/^ {2}((?:UNIQUE )?KEY `(\w+)` \(.+\)),?$/gm)];
  await database.query(`ALTER TABLE ${table} ${definitions.map(([, , name]) => `DROP INDEX ${name}`).join(', ')}`);
  return `ALTER TABLE ${table} ${definitions.map(([, definition]) => `ADD ${definition}`).join(', ')}`;
}
