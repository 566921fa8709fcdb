import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Media } from '../../src/media/media.entity.js';
import type { MediaDto, MediaProgressDto } from '../../src/media/media.dto.js';
import { MediaRepository } from '../../src/media/media.repository.js';
import { OutboxRow } from '../../src/platform/queue/outbox.entity.js';
import { FakeTools, anUpload, filmOf, mediaWorker } from '../factories/media.js';
import { type Someone, aColleague } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let instructor: Someone;
let origin: string;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  instructor = await anInstructor();
  origin = await world.api.listen();
});
afterAll(() => world.close());

const anInstructor = () => aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
const waiting = (changes: Partial<Media> = {}, owner = instructor) =>
  anUpload(world, owner.accountId, 'film', { state: 'queued', lane: 'short', source: filmOf(60_000), durationMs: 60_000, ...changes });
const stored = (id: string) => world.db.manager.findOneByOrFail(Media, { id });
const shown = async (id: string) => (await instructor.agent.get<MediaDto>(`/api/media/${id}`)).body;
const act = (id: string, what: 'cancel' | 'retry' | 'transcode', { agent } = instructor) => agent.post<MediaDto>(`/api/media/${id}/${what}`);
const jobsOf = async (id: string) => (await world.db.manager.find(OutboxRow, { order: { createdAt: 'ASC', id: 'ASC' } })).filter(({ jobId }) => jobId.includes(id)).map(({ queue, jobId }) => [queue, jobId.replace(id, '')]);

describe('the work on an upload', () => {
  test('is cancelled by its instructor: the run at work is told, and what it still makes counts for nothing', async () => {
    const id = await waiting();
    const { transcodes } = mediaWorker(world, {
      tools: new FakeTools(async ({ playable }) => {
        await playable();
        expect((await act(id, 'cancel')).body).toMatchObject({ state: 'cancelled', playable: false, failure: null, runs: [{ step: 'transcode', outcome: 'cancelled' }] });
      }),
    });
    await expect(transcodes.run(id, true)).rejects.toMatchObject({ code: 'aborted' });
    expect(await stored(id)).toMatchObject({ state: 'cancelled', output: null, outputPrefix: null });
    expectProblem(await act(id, 'cancel'), 'media_not_cancellable');
  });

  test('tells a run within its next sign of life that it was cancelled, which stops its tools', async () => {
    const id = await waiting();
    const told = Promise.withResolvers<void>();
    const { transcodes } = mediaWorker(world, {
      tools: new FakeTools(async ({ signal }) => {
        signal.addEventListener('abort', () => told.resolve());
        await act(id, 'cancel');
        await told.promise;
      }),
    });
    await expect(transcodes.run(id, true)).rejects.toMatchObject({ code: 'aborted' });
    expect(await stored(id)).toMatchObject({ state: 'cancelled', failureCode: null });
  });

  test('is begun again after a failure, and its reasons stay on record', async () => {
    const id = await waiting({ state: 'checking', source: null, lane: null });
    const { checks } = mediaWorker(world, { tools: Object.assign(new FakeTools(), { inspect: () => Promise.reject(new Error('the disk broke')) }) });
    await expect(checks.run(id, true)).rejects.toThrow();
    const { failure } = await shown(id);
    expect(failure).toMatchObject({ code: 'tool_failed' });
    expect((await act(id, 'retry')).body).toMatchObject({ state: 'checking', failure: null, runs: [{ step: 'check', outcome: 'failed', failure }] });
    expectProblem(await act(id, 'retry'), 'media_not_retryable');
    const worker = mediaWorker(world, { tools: new FakeTools() });
    await worker.checks.run(id, true);
    await worker.transcodes.run(id, true);
    expect(await shown(id)).toMatchObject({ state: 'ready', complete: true, failure: null, runs: [{ step: 'transcode', outcome: 'done' }, { step: 'check', outcome: 'done' }, { outcome: 'failed', failure }] });
    expect(await jobsOf(id)).toEqual([['mediaChecks', 'check--1'], ['media', 'transcode--2']]);
  });

  test('is begun again after it was cancelled, where it had come to', async () => {
    const id = await waiting({ lane: 'long' });
    await act(id, 'cancel');
    expect((await act(id, 'retry')).body).toMatchObject({ state: 'queued' });
    expect(await jobsOf(id)).toEqual([['mediaLong', 'transcode--1']]);
  });

  test('is done anew on what is ready, which plays on, also when that is cancelled', async () => {
    const id = await waiting();
    await mediaWorker(world, { tools: new FakeTools() }).transcodes.run(id, true);
    const before = await stored(id);
    expect((await act(id, 'transcode')).body).toMatchObject({ state: 'queued', playable: true, complete: true });
    expect((await act(id, 'cancel')).body).toMatchObject({ state: 'ready', progress: 100, complete: true });
    expect(await stored(id)).toMatchObject({ outputPrefix: before.outputPrefix, output: before.output });
    await act(id, 'transcode');
    await mediaWorker(world, { tools: new FakeTools() }).transcodes.run(id, true);
    expect(await stored(id)).toMatchObject({ state: 'ready', outputPrefix: `media/${id}/3` });
  });

  test.each([
    ['retry', { state: 'refused' }, 'media_not_retryable'],
    ['retry', { state: 'ready' }, 'media_not_retryable'],
    ['retry', { state: 'transcoding' }, 'media_not_retryable'],
    ['transcode', { state: 'failed' }, 'media_not_retryable'],
    ['transcode', { state: 'refused' }, 'media_not_retryable'],
    ['cancel', { state: 'uploading' }, 'media_not_cancellable'],
    ['cancel', { state: 'ready' }, 'media_not_cancellable'],
  ] as const)('answers %s of one that is %j with %s', async (what, changes, code) => expectProblem(await act(await waiting(changes), what), code));

  test('is not done anew on what was taken down', async () => {
    expectProblem(await act(await waiting({ state: 'ready', takenDownAt: world.clock.date() }), 'transcode'), 'media_taken_down');
  });

  test.each(['cancel', 'retry', 'transcode'] as const)("is nobody else's to %s", async (what) => {
    const other = await anInstructor();
    for (const state of ['queued', 'failed', 'ready'] as const) expectProblem(await act(await waiting({ state }), what, other), 'not_found');
  });

  test('says its place in its own lane, and when it will be ready', async () => {
    await world.db.query("UPDATE media SET state = 'cancelled' WHERE state IN ('queued', 'checking', 'transcoding')");
    await world.db.query('DELETE FROM media_run');
    await waiting({ state: 'transcoding', progress: 50, speed: 2, heartbeatAt: world.clock.date() });
    await waiting({ lane: 'long', durationMs: 9_000_000 });
    const first = await waiting();
    const second = await waiting({ waitsFor: 'disk_full' });
    const third = await waiting();
    expect(await shown(first)).toMatchObject({ queuePlace: 1, etaSeconds: 75 });
    expect(await shown(second)).toMatchObject({ queuePlace: null, etaSeconds: null, waitsFor: 'disk_full' });
    expect(await shown(third)).toMatchObject({ queuePlace: 2, etaSeconds: 135 });
  });
});

describe('the stream of events', () => {
  /** Opens it, and gives each event in turn. */
  async function listen({ agent }: Someone) {
    const response = await fetch(`${origin}/api/my/media/events`, { headers: { accept: 'text/event-stream', cookie: agent.cookieHeader() } });
    const events = eventsOf(response.body!.pipeThrough(new TextDecoderStream()));
    return { response, next: async () => (await events.next()).value, end: () => events.return(undefined) };
  }

  async function* eventsOf(body: ReadableStream<string>): AsyncGenerator<MediaProgressDto, undefined> {
    let text = '';
    for await (const part of body) {
      text += part;
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) {
        const data = /^event: media\ndata: (.*)$/.exec(block)?.[1];
        if (data) yield JSON.parse(data) as MediaProgressDto;
      }
    }
    return undefined;
  }

  test("tells of one's own uploads only, from the queue to the end", async () => {
    const [one, other] = [await anInstructor(), await anInstructor()];
    const id = await waiting({}, one);
    await waiting({}, other);
    const { response, next, end } = await listen(one);
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([200, 'text/event-stream; charset=utf-8', 'no-store, no-transform']);
    expect(await next()).toMatchObject({ id, state: 'queued', playable: false });
    await world.db.manager.update(Media, { id }, { state: 'transcoding', progress: 40, speed: 2 });
    expect(await next()).toMatchObject({ id, state: 'transcoding', progress: 40, speed: 2, etaSeconds: 18, queuePlace: null });
    await act(id, 'cancel', one);
    expect(await next()).toMatchObject({ id, state: 'cancelled', etaSeconds: null });
    await end();
  });

  test('reads the database once a second for all who listen', async () => {
    const someone = await Promise.all(Array.from({ length: 4 }, anInstructor));
    const repository = world.api.app.get(MediaRepository);
    let reads = 0;
    const workedOnOr = repository.workedOnOr.bind(repository);
    repository.workedOnOr = (ids) => {
      reads++;
      return workedOnOr(ids);
    };
    try {
      const ids = await Promise.all(someone.map((one) => waiting({}, one)));
      const streams = await Promise.all(someone.map(listen));
      expect((await Promise.all(streams.map(({ next }) => next()))).map((event) => event?.id)).toEqual(ids);
      await Promise.all(someone.map((one, i) => act(ids[i]!, 'cancel', one)));
      await Promise.all(streams.map(({ next }) => next()));
      expect(reads).toBeLessThanOrEqual(4);
      await Promise.all(streams.map(({ end }) => end()));
    } finally {
      repository.workedOnOr = workedOnOr;
    }
  });

  test('ends with the session', async () => {
    const someone = await anInstructor();
    await waiting({}, someone);
    const { next } = await listen(someone);
    await next();
    await someone.agent.delete('/api/session');
    while ((await next()) !== undefined);
    expect((await listen(someone)).response.status).toBe(401);
  });

  test('ends with the role', async () => {
    const someone = await anInstructor();
    await waiting({}, someone);
    const { next } = await listen(someone);
    await next();
    await world.db.query('DELETE FROM role_grant WHERE account_id = ?', [someone.accountId]);
    while ((await next()) !== undefined);
    expect((await listen(someone)).response.status).toBe(403);
  });

  test('is kept for the pages opened last', async () => {
    const someone = await anInstructor();
    const first = await listen(someone);
    for (let i = 0; i < 6; i++) await listen(someone);
    expect(await first.next()).toBeUndefined();
  });

  test('is only for who can read it', async () => {
    expectProblem(await instructor.agent.get('/api/my/media/events'), 'invalid_input');
  });
});
