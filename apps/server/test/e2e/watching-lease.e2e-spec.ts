import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { overlapIn } from '@xuexi/domain';
import fc from 'fast-check';
import { LessonProgressRow } from '../../src/learning/lesson-progress.entity.js';
import { type Classroom, aClassroom } from '../factories/classroom.js';
import { Player } from '../support/player.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let classroom: Classroom;

beforeAll(async () => {
  world = await createWorld();
  classroom = await aClassroom(world);
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-03-10T09:00:00+08:00'));

describe('the lease', () => {
  test('comes back to a displaced session when no other is live', async () => {
    const { someone, lesson, player: first } = await classroom.aPlayer();
    const second = await classroom.open(someone, lesson);
    world.clock.advance(60);
    expect(await first.report([0, 10])).toMatchObject({ refused: { why: 'lease_taken' } });
    world.clock.advance(0.001);
    expect(await first.report([0, 10])).toMatchObject({ coveredNow: 10, refused: null });
    expect(await second.report([10, 20])).toMatchObject({ refused: { why: 'lease_taken' } });
  });

  test('displaced does not say where the learner is: the live player does', async () => {
    const { someone, lesson, player: first } = await classroom.aPlayer();
    const second = await classroom.open(someone, lesson);
    world.clock.advance(15);
    await second.report([0, 10]);
    expect(await first.report([690, 700])).toMatchObject({ refused: { why: 'lease_taken' }, standing: { savedAt: 10 } });
    expect((await classroom.open(someone, lesson)).opened.standing.savedAt).toBe(10);
  });

  test('that lapsed starts the next opening with 5 tokens', async () => {
    const { someone, lesson, player } = await classroom.aPlayer();
    world.clock.advance(50);
    await player.report([0, 1]);
    world.clock.advance(60.001);
    const next = await classroom.open(someone, lesson);
    expect(next.opened).toMatchObject({ tookOver: false });
    expect(await next.report([10, 70])).toMatchObject({ coveredNow: 5, refused: { why: 'clock', seconds: 55 } });
  });

  test('is taken by exactly one of many openings at once, and no more is covered than one clock allows', async () => {
    const someone = await classroom.learner();
    const { lessons } = await classroom.course(...Array.from({ length: 8 }, () => 900));
    const opened = await Promise.all(lessons.map((lesson) => classroom.open(someone, lesson)));
    expect(opened.filter((player) => !player.opened.tookOver)).toHaveLength(1);
    world.clock.advance(20);
    const answers = await Promise.all(opened.map((player) => player.report([0, 100])));
    expect(answers.filter((answer) => answer.refused?.why === 'lease_taken')).toHaveLength(7);
    expect(answers.reduce((sum, answer) => sum + answer.coveredNow, 0)).toBe(5 + 30);
  });
});

describe('the presence question', () => {
  /** Reports every half minute until the question comes, with its time to answer. */
  async function untilAsked(player: Player, limitMs = 120_000): Promise<{ askedAt: number }> {
    for (;;) {
      world.clock.advance(30);
      const { presence } = await player.report();
      if (presence) return { askedAt: Date.parse(presence.answerBy) - limitMs };
    }
  }

  test('comes after 10 to 15 minutes, and again as long after the answer', async () => {
    const { player } = await classroom.aPlayer();
    let from = world.clock.now();
    for (let i = 0; i < 3; i++) {
      const { askedAt } = await untilAsked(player);
      expect(askedAt).toBe(world.clock.now());
      expect(askedAt - from).toBeGreaterThanOrEqual(600_000);
      expect(askedAt - from).toBeLessThanOrEqual(930_000);
      expect((await player.present()).status).toBe(204);
      expect((await player.report()).presence).toBeNull();
      from = world.clock.now();
    }
  });

  test.each([
    ['two minutes', false, 4],
    ['three minutes in elder mode', true, 6],
  ])('leaves %s, then nothing counts until the answer', async (_, elder, halfMinutes) => {
    const someone = await classroom.learner();
    const player = await Player.open(someone.agent, world.clock, (await classroom.course(900)).lessons[0]!.lessonVersionId, elder);
    await untilAsked(player, halfMinutes * 30_000);
    for (let i = 0; i < halfMinutes; i++) {
      world.clock.advance(30);
      expect(await player.report([i * 10, i * 10 + 10])).toMatchObject({ coveredNow: 10, refused: null });
    }
    world.clock.advance(0.001);
    expect(await player.report([800, 810])).toMatchObject({ coveredNow: 0, refused: { why: 'presence', seconds: 10 } });
    world.clock.advance(50);
    await player.report([810, 820]);
    expect((await player.present()).status).toBe(204);
    world.clock.advance(10);
    expect(await player.report([800, 810])).toMatchObject({ coveredNow: 10, refused: null, standing: { coverage: [[0, halfMinutes * 10], [800, 810]] } });
  });

  test('answered late gives back nothing of the time of absence', async () => {
    const { player } = await classroom.aPlayer();
    await untilAsked(player);
    world.clock.advance(60);
    // Drains the bucket, so that what comes afterwards shows.
    await player.report([0, 100]);
    await player.report([100, 200]);
    world.clock.advance(60.001);
    expect((await player.present()).status).toBe(204);
    world.clock.advance(2);
    expect(await player.report([300, 400])).toMatchObject({ coveredNow: 3 });
  });

  test('stays the same question until it is answered', async () => {
    const { player } = await classroom.aPlayer();
    const { askedAt } = await untilAsked(player);
    world.clock.advance(30);
    expect((await player.report()).presence).toEqual({ answerBy: new Date(askedAt + 120_000).toISOString() });
  });
});

describe('whatever is reported', () => {
  interface Step {
    wait: number;
    tab: number;
    open: boolean;
    ranges: [number, number][];
    oldSeq: boolean;
  }

  const LENGTH = 300;
  const range = fc.tuple(fc.nat(LENGTH - 1), fc.integer({ min: 1, max: LENGTH })).map(([a, b]): [number, number] => (a < b ? [a, b] : [b - 1, a + 1]));
  const step = fc.record<Step>({
    wait: fc.oneof(fc.constantFrom(0, 1, 15, 30, 60, 60.001, 200), fc.integer({ min: 0, max: 70_000 }).map((ms) => ms / 1000)),
    tab: fc.nat(2),
    open: fc.boolean(),
    ranges: fc.array(range, { maxLength: 4 }),
    oldSeq: fc.boolean(),
  });

  test('no person covers more than 5 + 1.5 × the time since an opening, nor more than there is', async () => {
    const made = await classroom.course(LENGTH, LENGTH, LENGTH);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const someone = await classroom.learner();
        const tabs: Player[] = [];
        for (const lesson of made.lessons) tabs.push(await classroom.open(someone, lesson));
        const openings = [world.clock.now()];
        const covered: { at: number; seconds: number }[] = [];
        for (const { wait, tab, open: opensAnew, ranges, oldSeq } of steps) {
          world.clock.advance(wait);
          if (opensAnew) {
            tabs[tab] = await classroom.open(someone, made.lessons[tab]!);
            openings.push(world.clock.now());
          }
          const answer = await tabs[tab]!.send(ranges, oldSeq ? 1 : undefined);
          expect(answer.status).toBe(overlapIn(ranges) === null ? 200 : 400);
          if (answer.status !== 200) continue;
          covered.push({ at: world.clock.now(), seconds: answer.body.coveredNow });
          if (answer.body.presence) await tabs[tab]!.present();
          for (const since of openings) {
            const sum = covered.filter(({ at }) => at >= since).reduce((total, { seconds }) => total + seconds, 0);
            // The very first opening starts with 5 tokens, a later one with at most what the bucket can hold.
            const held = since === openings[0] ? 5 : 95;
            expect(sum).toBeLessThanOrEqual(held + 1.5 * ((world.clock.now() - since) / 1000));
          }
          const stored = await world.db.manager.findBy(LessonProgressRow, { personId: someone.personId });
          expect(stored.reduce((sum, row) => sum + row.coveredSeconds, 0)).toBe(covered.reduce((sum, { seconds }) => sum + seconds, 0));
          for (const row of stored) expect(row.coveredSeconds).toBeLessThanOrEqual(LENGTH);
        }
      }),
      { numRuns: 20 },
    );
  });
});
