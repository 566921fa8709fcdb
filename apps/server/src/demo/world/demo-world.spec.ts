import { type QuizEvidence, type SealedEntry, creditYear, isPersonName, parseIdNumber, shanghaiDate, verifyChain } from '@xuexi/domain';
import { describe, expect, it } from '@jest/globals';
import { QUIZZES } from '../content/quizzes/index.js';
import { closedYears, historyStart } from './demo-time.js';
import { type DemoWorld, demoWorld } from './demo-world.js';
import type { LearnerHistory } from './learner-history.js';

const NOW = '2026-11-22T14:30:00.000+08:00';
const world = demoWorld(Date.parse(NOW));

function chainOf({ entries }: LearnerHistory): SealedEntry[] {
  return entries.map(({ regionPath: _regionPath, evidence, recordedAt, ...entry }) => ({ ...entry, evidence: evidence as SealedEntry['evidence'], recordedAt: recordedAt.getTime() }));
}

function units(learner: LearnerHistory, year: number): number {
  return learner.entries.filter((entry) => entry.year === year).reduce((sum, entry) => sum + entry.units, 0);
}

describe('the demo at an instant', () => {
  it('comes out the same every time', () => {
    expect(JSON.stringify(demoWorld(Date.parse(NOW)).learners)).toBe(JSON.stringify(world.learners));
  });

  it('has sound chains', () => {
    expect(world.learners.filter((learner) => !verifyChain(chainOf(learner), learner.head ?? { sequence: 0, hash: '0'.repeat(64) }).ok)).toEqual([]);
  });

  it('stores as covered and credited what the rules said', () => {
    for (const { person, progress, completions, entries, replayed } of world.learners) {
      const covered = progress.map((row) => ({ person: person.id, lesson: row.lessonVersionId, seconds: row.coveredSeconds }));
      expect(covered.toSorted((a, b) => (a.lesson < b.lesson ? -1 : 1))).toEqual(replayed.coverage);
      expect(completions.map(({ completedAt, date, credited }) => [completedAt.toISOString(), date, credited])).toEqual(replayed.completions.map(({ at, date, credited }) => [at, date, credited]));
      expect(entries.map(({ key, units: posted, date }) => [key, posted, date])).toEqual(replayed.entries.map((entry) => [entry.key, entry.units, entry.date]));
    }
  });

  it('refuses only missed quizzes and classes left early', () => {
    const whys = new Set(world.learners.flatMap(({ replayed }) => replayed.refused.map(({ type, why }) => `${type} ${why}`)));
    expect([...whys].toSorted()).toEqual(['attend threshold', 'quiz threshold']);
  });

  it('credits quizzes only of courses that have one, with the points that it has', () => {
    const quizzes = new Map(world.courses.map(({ versionId, content }) => [versionId, QUIZZES[content.key]]));
    const maxPoints = (versionId: string) => quizzes.get(versionId)?.settings.draws.reduce((sum, { count, points }) => sum + count * points, 0);
    const results = world.learners.flatMap(({ evidence }) => evidence.quizResults);
    expect(results.filter((result) => result.maxPoints !== maxPoints(result.courseVersionId))).toEqual([]);
    const entries = world.learners.flatMap((learner) => learner.entries.filter(({ kind }) => kind === 'quiz'));
    expect(entries.filter(({ sourceId, evidence }) => quizzes.get(sourceId)?.settings.title !== (evidence as QuizEvidence).title)).toEqual([]);
    const passed = new Set(results.flatMap(({ attemptId, passed: isPassed }) => (isPassed ? [attemptId] : [])));
    expect(entries.filter(({ evidence }) => !passed.has((evidence as QuizEvidence).attemptId))).toEqual([]);
    expect(entries.length).toBeGreaterThan(100);
  });

  it('records every entry on its own date, after the person registered', () => {
    const wrong = world.learners.flatMap(({ person, entries }) => entries.filter((entry) => shanghaiDate(entry.recordedAt.getTime()) !== entry.date || entry.recordedAt < person.createdAt));
    expect(wrong).toEqual([]);
  });

  it('has believable names and numbers, each number once', () => {
    const names = world.learners.map(({ profile }) => profile.realName);
    expect(names.filter(({ name }) => !isPersonName(name))).toEqual([]);
    expect(names.filter(({ idNumber }) => !parseIdNumber(idNumber, shanghaiDate(world.nowMs)).ok)).toEqual([]);
    expect(new Set(names.map(({ idNumber }) => idNumber)).size).toBe(names.length);
    expect(new Set(names.map(({ name }) => name)).size).toBeGreaterThan(names.length * 0.75);
  });

  it('has figures with something to show', () => {
    const share = (part: number, whole: number): number => part / whole;
    const verified = world.learners.filter(({ person }) => person.verification === 'verified');
    expect(share(world.learners.length - verified.length, world.learners.length)).toBeCloseTo(0.08, 2);
    for (const year of [2025, 2026]) {
      const active = verified.filter((learner) => units(learner, year) > 0);
      const reached = active.filter((learner) => units(learner, year) >= 20 * 108_000);
      expect(share(reached.length, active.length)).toBeGreaterThan(0.28);
      expect(share(reached.length, active.length)).toBeLessThan(0.45);
    }
  });

  it('has a learner in the middle of her year and of a lesson', () => {
    const [wang] = world.learners;
    expect(wang?.profile.realName.name).toBe('王秀英');
    expect(units(wang!, 2025)).toBeGreaterThan(20 * 108_000);
    expect(units(wang!, 2026) / 108_000).toBeCloseTo(12.4, 0);
    const open = wang!.progress.filter(({ completedOn }) => completedOn === null);
    const lesson = world.courses.flatMap(({ lessons }) => lessons).find(({ lessonVersionId }) => lessonVersionId === open[0]?.lessonVersionId);
    expect(open).toHaveLength(1);
    expect(lesson?.content.title).toBe('拉坯：手心里的圆');
  });
});

describe.each([
  ['on the first day of a year', '2027-01-01T00:30:00.000+08:00', [2025]],
  ['on the day after the books close', '2027-01-16T08:00:00.000+08:00', [2025, 2026]],
  ['on 29 February', '2028-02-29T12:00:00.000+08:00', [2026, 2027]],
])('the demo %s', (_when, at, closed) => {
  const nowMs = Date.parse(at);
  const then: DemoWorld = demoWorld(nowMs);

  it('holds at least a year, and nothing of the future', () => {
    expect(shanghaiDate(historyStart(nowMs))).toBe(`${creditYear(nowMs) - 2}-12-01`);
    expect(closedYears(nowMs)).toEqual(closed);
    expect(then.courses.filter(({ updatedMs }) => updatedMs >= nowMs)).toEqual([]);
    const latest = Math.max(...then.learners.flatMap(({ entries, progress }) => [...entries.map((entry) => entry.recordedAt.getTime()), ...progress.map((row) => row.updatedAt.getTime())]));
    expect(latest).toBeLessThan(nowMs);
    expect(then.learners.filter(({ person }) => (person.verifiedAt ?? person.createdAt).getTime() >= nowMs)).toEqual([]);
  });
});
