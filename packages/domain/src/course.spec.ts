import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CourseLesson, courseRequirements, isCourseFinished, seekLimit, versionChanges } from './course.js';

const lesson = (lessonVersionId: string, changes: Partial<CourseLesson> = {}): CourseLesson => ({ lessonVersionId, required: true, durationSeconds: 60, takenDown: false, ...changes });
const lessons = [lesson('a'), lesson('b'), lesson('optional', { required: false }), lesson('document', { durationSeconds: 0 })];

test('optional lessons, documents and what is taken down now are not required', () => {
  const ids = (given: CourseLesson[]) => courseRequirements(given).map(({ lessonVersionId }) => lessonVersionId);
  expect(ids(lessons)).toEqual(['a', 'b']);
  expect(ids([lesson('a'), lesson('b', { takenDown: true })])).toEqual(['a']);
});

test.each([
  ['nothing done', [], null, false],
  ['one of two', ['a'], null, false],
  ['all required', ['a', 'b'], null, true],
  ['the optional one alone', ['optional'], null, false],
  ['a required quiz missing', ['a', 'b'], { required: true, passed: false }, false],
  ['a required quiz passed', ['a', 'b'], { required: true, passed: true }, true],
  ['a quiz that is not required', ['a', 'b'], { required: false, passed: false }, true],
  ['the quiz alone', [], { required: true, passed: true }, false],
] as const)('a course is finished or not with %s', (_, completed, quiz, finished) => {
  expect(isCourseFinished({ lessons, completed: new Set(completed), quiz })).toBe(finished);
});

test('nobody has finished a course in which nothing can be done', () => {
  for (const dead of [[], [lesson('document', { durationSeconds: 0 })], [lesson('a', { takenDown: true })]]) {
    expect(isCourseFinished({ lessons: dead, completed: new Set(), quiz: null })).toBe(false);
  }
  expect(isCourseFinished({ lessons: [lesson('a', { takenDown: true })], completed: new Set(['a']), quiz: null })).toBe(true);
  expect(isCourseFinished({ lessons: [], completed: new Set(), quiz: { required: true, passed: true } })).toBe(true);
});

test('completing more, or taking a lesson down, never makes a finished course unfinished', () => {
  const someLesson = fc.record({ lessonVersionId: fc.constantFrom('a', 'b', 'c', 'd'), required: fc.boolean(), durationSeconds: fc.constantFrom(0, 60), takenDown: fc.boolean() });
  const someLessons = fc.uniqueArray(someLesson, { selector: ({ lessonVersionId }) => lessonVersionId, maxLength: 4 });
  fc.assert(
    fc.property(someLessons, fc.subarray(['a', 'b', 'c', 'd']), fc.constantFrom('a', 'b', 'c', 'd'), (given, done, one) => {
      fc.pre(isCourseFinished({ lessons: given, completed: new Set(done), quiz: null }));
      expect(isCourseFinished({ lessons: given, completed: new Set([...done, one]), quiz: null })).toBe(true);
      const without = given.map((each) => (each.lessonVersionId === one ? { ...each, takenDown: true } : each));
      expect(isCourseFinished({ lessons: without, completed: new Set(done), quiz: null })).toBe(true);
    }),
  );
});

test('a newer version differs by lessons and contents, not by titles or order', () => {
  const before = [
    { lessonId: '1', lessonVersionId: '1a', title: '开机' },
    { lessonId: '2', lessonVersionId: '2a', title: '拨号' },
    { lessonId: '3', lessonVersionId: '3a', title: '短信' },
  ];
  const after = [
    { lessonId: '2', lessonVersionId: '2b', title: '打电话' },
    { lessonId: '1', lessonVersionId: '1a', title: '开机和关机' },
    { lessonId: '4', lessonVersionId: '4a', title: '微信' },
  ];
  expect(versionChanges(before, after)).toEqual({ added: ['微信'], removed: ['短信'], changed: ['打电话'] });
  expect(versionChanges(before, before.toReversed())).toEqual({ added: [], removed: [], changed: [] });
});

test('a player that prevents skipping goes a little beyond what was played, and anywhere once the lesson is complete', () => {
  expect(seekLimit(0, { durationSeconds: 90, complete: false })).toBe(5);
  expect(seekLimit(40, { durationSeconds: 90, complete: false })).toBe(45);
  expect(seekLimit(88, { durationSeconds: 90, complete: false })).toBe(90);
  expect(seekLimit(0, { durationSeconds: 90, complete: true })).toBe(90);
});
