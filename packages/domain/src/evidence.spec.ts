import { describe, expect, it } from '@jest/globals';
import { type CompletedCoverage, courseEvidenceOf, lessonEvidenceOf, quizEvidenceOf } from './evidence.js';
import { canonicalJson } from './ledger.js';

const PLACE = { title: '防范电信诈骗', courseId: 'c', courseTitle: '智能手机', durationSeconds: 901 };
const BARE: CompletedCoverage = { coverage: [[0, 811]], refusedSeconds: 7, round: 2, playSessionId: 's', completedMs: Date.parse('2026-12-31T16:05:30.000Z'), sittings: null, refusals: null };
const LESSON = { title: '防范电信诈骗', courseId: 'c', courseTitle: '智能手机', durationSeconds: 901, requiredSeconds: 811, coverage: [[0, 811]], refusedSeconds: 7, round: 2, playSessionId: 's', completedAt: '2026-12-31T16:05:30.000Z' };
const SITTING = { playSession: 's', device: '电视', from: '2026-12-31T15:50:00.000Z', to: '2026-12-31T16:05:30.000Z', seconds: 811 };

describe('the evidence of a lesson', () => {
  it('explains the entry without any other table', () => {
    expect(lessonEvidenceOf(PLACE, BARE)).toEqual(LESSON);
  });

  it('has sittings and refusals where they are known, and no member more', () => {
    const stored = { ...SITTING, row: 7 };
    expect(lessonEvidenceOf({ ...PLACE, ...{ secret: 1 } }, { ...BARE, sittings: [stored], refusals: { clock: 7 } })).toEqual({ ...LESSON, sittings: [SITTING], refusals: { clock: 7 } });
  });

  it('is written in the order in which it is hashed', () => {
    for (const completed of [BARE, { ...BARE, sittings: [SITTING], refusals: { clock: 3, presence: 4 } }]) {
      const evidence = lessonEvidenceOf(PLACE, completed);
      expect(JSON.stringify(evidence)).toBe(canonicalJson(evidence));
    }
  });
});

it('the evidence of a quiz is the attempt that passed, and that of a course the course', () => {
  const attempt = { attemptId: 'q', attempt: 2, points: 60, maxPoints: 100, passPercent: 60 };
  const course = { courseId: 'c', title: '智能手机' };
  expect(quizEvidenceOf({ ...course, courseTitle: '智能手机', ...{ secret: 1 } }, { ...attempt, submittedMs: Date.parse('2026-12-31T16:05:30.000Z') })).toEqual({ ...course, courseTitle: '智能手机', ...attempt, submittedAt: '2026-12-31T16:05:30.000Z' });
  expect(courseEvidenceOf({ ...course, ...{ secret: 1 } })).toEqual(course);
});
