import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, createTestDatabase } from '../../../test/support/test-database.js';
import { databaseAnswers } from './database-answers.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

/** The answer, and what was said. */
async function ask(change: (url: URL) => void): Promise<[boolean, string[]]> {
  const url = new URL(database.url);
  change(url);
  const said: string[] = [];
  return [await databaseAnswers({ databaseUrl: url.href }, (line) => said.push(line)), said];
}

describe('whether the database lets a command in', () => {
  it('says nothing where it does', async () => {
    expect(await ask(() => undefined)).toEqual([true, []]);
  });

  it.each<[string, (url: URL) => void, string]>([
    ['nobody listens', (url) => void (url.port = '1'), '127.0.0.1:1 does not answer'],
    ['the password is wrong', (url) => void (url.password = 'another-secret'), 'refuses the account'],
    ['there is no such database', (url) => void (url.pathname = '/no_such_database'), 'refuses the account'],
  ])('says one sentence without a secret where %s', async (_why, change, words) => {
    const [answers, said] = await ask(change);
    expect(answers).toBe(false);
    expect(said).toEqual([expect.stringContaining(words)]);
    expect(said[0]).not.toContain('another-secret');
    expect(said[0]).not.toContain('\n');
  });
});
