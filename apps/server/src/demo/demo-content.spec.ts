import { CATEGORY_SEED, QUESTION_KINDS, invitationCode, isPersonName, normalizePhone, parentCode, questionFaults, quizSettingsFaults, quizShortages, regionLevelOfCode, tagFaults } from '@xuexi/domain';
import { slideCaptions } from '@xuexi/media';
import { describe, expect, it } from '@jest/globals';
import { RATINGS, rulesOf } from './content/course-rules.js';
import { CLAIMANTS } from './content/claimants.js';
import { ALL_COURSES, PUBLISHED_COURSES, UNPUBLISHED_COURSES } from './content/courses/index.js';
import { QUIZZES } from './content/quizzes/index.js';
import { REGIONS } from './content/regions.js';
import { DEMO_PASSWORD, NEWCOMER, STAFF, WANG_XIUYING } from './content/staff.js';
import { DEMO_ACCOUNTS } from './demo-accounts-file.js';
import { mediaOrder } from './demo-media-order.js';
import { contentOf } from './world/quiz-rows.js';
import { lessonPlans } from './world/lesson-plan.js';

const plans = ALL_COURSES.flatMap(lessonPlans);
const withVideo = plans.filter(({ content }) => !content.withoutVideo);

describe('the regions of the demo', () => {
  it('are a whole tree under one city, each after the one above it', () => {
    const codes = REGIONS.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => regionLevelOfCode(code) === null)).toEqual([]);
    const misplaced = codes.filter((code, i) => (parentCode(code) === null ? i > 0 : !codes.slice(0, i).includes(parentCode(code)!)));
    expect(misplaced).toEqual([]);
  });

  it.each([
    ['district', 3],
    ['street', 2],
  ])('gives every %s at least %i regions below it', (level, least) => {
    const below = REGIONS.filter(({ code }) => regionLevelOfCode(code) === level).map(({ code }) => REGIONS.filter((region) => parentCode(region.code) === code).length);
    expect(Math.min(...below)).toBeGreaterThanOrEqual(least);
  });
});

describe('the quizzes of the demo', () => {
  it.each(Object.entries(QUIZZES))('%s could have been made by its instructor', (key, quiz) => {
    const { settings, questions, stops } = quiz!;
    expect(questions.flatMap((question) => [...questionFaults(contentOf(question)), ...tagFaults(question.tags)])).toEqual([]);
    expect(questions.length).toBeGreaterThanOrEqual(6);
    expect(new Set(questions.map(({ stem }) => stem)).size).toBe(questions.length);
    expect(quizSettingsFaults(settings)).toEqual([]);
    const asked = new Set(stops.map(({ question }) => question));
    expect(quizShortages(settings.draws, questions.filter((_, i) => !asked.has(i)).map(({ tags, difficulty }) => ({ tags, difficulty, count: 1 })))).toEqual([]);
    const lessons = lessonPlans(PUBLISHED_COURSES.find((course) => course.key === key)!);
    for (const { lesson, atSecond, question } of stops) {
      expect(atSecond).toBeLessThan(lessons[lesson - 1]!.seconds);
      expect(questions[question]!.kind).not.toBe('short');
    }
  });
});

describe('the full quizzes of the demo', () => {
  it.each(['antifraud', 'smartphone'])('%s shows every kind of question', (key) => {
    const { questions } = QUIZZES[key]!;
    expect(questions.length).toBeGreaterThanOrEqual(12);
    expect([...new Set(questions.map(({ kind }) => kind))].toSorted()).toEqual([...QUESTION_KINDS].toSorted());
  });
});

describe('the rules of courses', () => {
  it('name courses, lessons and codes that there are', () => {
    const keys = PUBLISHED_COURSES.map(({ key }) => key);
    const rules = PUBLISHED_COURSES.map((course) => ({ course, ...rulesOf(course) }));
    expect(rules.flatMap(({ after }) => after ?? []).filter((key) => !keys.includes(key))).toEqual([]);
    expect(rules.filter(({ course, optional = [] }) => optional.some((place) => course.chapters.flatMap(({ lessons }) => lessons)[place] === undefined))).toEqual([]);
    expect(rules.flatMap(({ invitation }) => invitation ?? []).map(invitationCode)).toEqual(rules.flatMap(({ invitation }) => invitation ?? []));
    expect(RATINGS.filter(({ course }) => !keys.includes(course))).toEqual([]);
    for (const special of ['optional', 'after', 'invitation', 'preventSkip', 'dueInDays'] as const) expect(rules.some((rule) => rule[special] !== undefined)).toBe(true);
  });
});

describe('the courses of the demo', () => {
  it('are enough, over every category', () => {
    expect(PUBLISHED_COURSES.length).toBeGreaterThanOrEqual(12);
    expect(PUBLISHED_COURSES.flatMap(lessonPlans).length).toBeGreaterThanOrEqual(40);
    expect([...new Set(PUBLISHED_COURSES.map(({ category }) => category))].toSorted()).toEqual(CATEGORY_SEED.map(({ code }) => code).toSorted());
  });

  it('stand in every state that the console shows', () => {
    expect(PUBLISHED_COURSES.every(({ state }) => state === 'published')).toBe(true);
    expect(UNPUBLISHED_COURSES.map(({ state }) => state).toSorted()).toEqual(['draft', 'in_review', 'returned']);
    expect(UNPUBLISHED_COURSES.every(({ state, reviewNote }) => (state === 'returned') === (reviewNote !== undefined))).toBe(true);
  });

  it.each(ALL_COURSES.map((course) => [course.title, course] as const))('《%s》 fits its columns', (title, course) => {
    expect([...title].length).toBeLessThanOrEqual(60);
    expect([...course.summary].length).toBeLessThanOrEqual(1000);
    expect(course.chapters.flatMap((chapter) => [chapter.title, ...chapter.lessons.map((lesson) => lesson.title)]).filter((text) => [...text].length > 60)).toEqual([]);
  });

  it.each(withVideo.map((plan) => [plan.key, plan] as const))('lesson %s is 40 to 90 s of three to five sentences that fit it', (_key, { content, seconds }) => {
    expect(seconds).toBeGreaterThanOrEqual(40);
    expect(seconds).toBeLessThanOrEqual(90);
    expect(content.lines.length).toBeGreaterThanOrEqual(3);
    expect(content.lines.length).toBeLessThanOrEqual(5);
    expect(content.lines.filter((line) => [...line].length > 40)).toEqual([]);
    expect(slideCaptions([...content.lines], seconds)).toContain(content.lines[0]);
  });

  it('have lessons that can be told apart', () => {
    expect(new Set(plans.map(({ key }) => key)).size).toBe(plans.length);
    expect(new Set(plans.map(({ mediaId }) => mediaId)).size).toBe(plans.length);
  });
});

describe('the people of the demo', () => {
  const people = [...STAFF, WANG_XIUYING, NEWCOMER, ...CLAIMANTS];

  it('have names, phones of their own and communities to live in', () => {
    expect(people.filter((person) => 'realName' in person && !isPersonName(person.realName))).toEqual([]);
    expect(people.filter(({ phone }) => normalizePhone(phone) !== phone)).toEqual([]);
    expect(new Set(people.map(({ phone }) => phone)).size).toBe(people.length);
    expect(people.filter(({ community }) => regionLevelOfCode(community) !== 'community')).toEqual([]);
  });

  it('are shown with accounts that can sign in', () => {
    expect(DEMO_PASSWORD.length).toBeGreaterThanOrEqual(8);
    expect(DEMO_ACCOUNTS.map(({ name }) => name)).toEqual(['王秀英', '小满', '余师傅', '程老师', '徐老师', '邓主任', '洪站长', '小廖', '平台管理员']);
    expect(DEMO_ACCOUNTS.filter(({ phone }) => !people.some((person) => person.phone === phone))).toEqual([]);
  });
});

describe('the order of the videos', () => {
  const keys = mediaOrder().map(({ key }) => key);

  it('has every lesson with a video once', () => {
    expect(keys.toSorted()).toEqual(withVideo.map(({ key }) => key).toSorted());
  });

  it('begins with a short lesson of the newest course, and comes soon to what visitors try', () => {
    expect(mediaOrder()[0]).toMatchObject({ key: 'porcelain/1', seconds: 40 });
    expect(keys.slice(0, 4).toSorted()).toEqual(['baduanjin/1', 'crochet/1', 'porcelain/1', 'smartphone/1']);
    expect(keys.slice(4, 8)).toEqual(['porcelain/3', 'cobalt-patterns/1', 'cobalt-patterns/2', 'cobalt-patterns/3']);
  });
});
