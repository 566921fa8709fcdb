import { describe, expect, it } from '@jest/globals';
import { checkDatabaseUrl, checkRedisUrl } from './given-services.ts';
import { freePort } from './ports.ts';

describe('a given service', () => {
  it.each(['postgres://a:secret@host/db', 'mysql', ''])('is refused where its address reads "%s"', async (url) => {
    const failure = await checkDatabaseUrl(url).catch((error: Error) => error.message);
    expect(failure).toContain('DATABASE_URL');
    expect(failure).not.toContain('secret');
  });

  it('is refused with host and reason, without the password, where nobody answers', async () => {
    const port = await freePort();
    const database = await checkDatabaseUrl(`mysql://me:secret@127.0.0.1:${port}/x`).catch((error: Error) => error.message);
    const redis = await checkRedisUrl(`redis://:secret@127.0.0.1:${port}/0`).catch((error: Error) => error.message);
    for (const message of [database, redis]) {
      expect(message).toMatch(new RegExp(`127\\.0\\.0\\.1:${port}.*ECONNREFUSED`));
      expect(message).not.toContain('secret');
    }
  });
});
