import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Agent } from '../support/agent.js';
import { expectProblem, expectProblemForm } from '../support/expect-problem.js';
import { type TestApi, startApi } from '../support/test-api.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let folder: string;
let api: TestApi;
let browser: Agent;

beforeAll(async () => {
  world = await createWorld();
  folder = await mkdtemp(join(tmpdir(), 'xuexi-sites-'));
  await writeFile(join(folder, 'secret.txt'), 'secret');
  for (const site of ['web', 'console']) {
    await mkdir(join(folder, site, 'assets'), { recursive: true });
    await writeFile(join(folder, site, 'index.html'), `<title>${site}</title>`);
    await writeFile(join(folder, site, 'assets', 'app-1a2b.js'), `// ${site}`);
  }
  api = await startApi({ ...world.config, webRoot: join(folder, 'web'), consoleRoot: join(folder, 'console') }, world.clock);
  browser = api.guest.over(await api.listen());
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
  await world.close();
});

describe('both sites at the address of the api', () => {
  test.each([
    ['/', 'web'],
    ['/courses/0193', 'web'],
    ['/console/', 'console'],
    ['/console/reviews/0193', 'console'],
  ])('%s is a page of the %s site, with the headers of every page', async (path, site) => {
    const answer = await browser.get(path);
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 200, text: `<title>${site}</title>` });
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'.*object-src 'none'/);
    expect(answer.headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe|default-src[^;]*unsafe/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('files with a hash in their name are kept for a year, pages are asked for anew', async () => {
    expect((await browser.get('/assets/app-1a2b.js')).headers.get('cache-control')).toMatch(/max-age=31536000.*immutable/);
    expect((await browser.get('/console/assets/app-1a2b.js')).text).toBe('// console');
    expect((await browser.get('/')).headers.get('cache-control') ?? '').not.toMatch(/max-age=[1-9]/);
  });

  test('the console without its last slash leads to it', async () => {
    const answer = await browser.get('/console');
    expect({ status: answer.status, to: answer.headers.get('location') }).toEqual({ status: 302, to: '/console/' });
  });

  test.each(['/assets/absent.js', '/favicon.ico', '/console/assets/absent.js', '/api/absent', '/media/1/2/3/master.m3u8'])('%s is not found, and not a page', async (path) => {
    expectProblem(await browser.get(path), 'not_found');
  });
});

describe('what lies beside the sites', () => {
  test.each(['/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2f..%2fsecret.txt', '/console/..%2f..%2fsecret.txt', '/%5c..%5csecret.txt'])('is not reached by %s', async (path) => {
    const answer = await browser.get(path);
    expect([403, 404]).toContain(answer.status);
    expectProblemForm(answer);
  });
});

describe('the document of the api', () => {
  test('is served as it is committed', async () => {
    const answer = await browser.get<{ openapi: string; paths: Record<string, unknown> }>('/api/openapi.json');
    expect(answer.body.openapi).toMatch(/^3\.1\./);
    expect(answer.body.paths).toHaveProperty(['/api/play-sessions/{id}/reports']);
  });

  test('has no page of its own in production', async () => {
    expectProblem(await browser.get('/api/docs'), 'not_found');
  });
});
