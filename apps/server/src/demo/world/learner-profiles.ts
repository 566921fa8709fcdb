import { creditYear, monthOfDate, shanghaiDate, syntheticIdNumber, yearOfDate } from '@xuexi/domain';
import { SEASON } from '../content/activities.js';
import type { CourseContent } from '../content/courses/course-content.js';
import { OLDER_NAMES, SURNAMES, YOUNGER_NAMES } from '../content/people-names.js';
import { LEARNERS_PER_HUNDRED, communitiesOf, regionCode, streetsOf } from '../content/regions.js';
import { WANG_XIUYING } from '../content/staff.js';
import { DAY_MS, MINUTE_MS, atTimeOfDay } from './demo-time.js';
import { Dice } from './dice.js';

/** Learners with a history; one more, the newcomer, has none. */
export const LEARNERS_WITH_HISTORY = 199;

/** GB/T 2260 has no such district, so that no number made with it is anybody's. */
const NO_DIVISION = '360299';

/** A course that a learner begins, and how far they come. */
export interface CoursePlan {
  course: CourseContent['key'];
  beginsMs: number;
  /** Days from one evening with lessons to the next, and the most lessons of one. */
  paceDays: number;
  lessonsAnEvening: number;
  /** Lessons begun; the last of them is watched only as far as `lastShare`. */
  lessons: number;
  lastShare: number;
  takesQuiz: boolean;
}

/** Who a learner is, and what they would like to do. */
export interface LearnerProfile {
  key: string;
  realName: { name: string; idNumber: string };
  communityCode: string;
  joinedMs: number;
  /** Null while the real name is not verified. */
  verifiedMs: number | null;
  /** Minutes after midnight at which they watch. */
  watchesAt: number;
  rate: number;
  /** 学时 of classes that they look for in a month, 'YYYY-MM'. */
  classHoursIn: (month: string) => number;
  courses: readonly CoursePlan[];
}

/** What a profile can be drawn from. */
export interface ProfileWorld {
  startMs: number;
  nowMs: number;
  /** Courses in order of publication, with the number of their lessons. */
  published: readonly { key: string; appeal: number; publishedMs: number; lessons: number }[];
}

/** Kinds of learners: how many of a hundred, their 学时 of classes and their courses in a year. */
const KINDS = [
  { weight: 13, hours: [0, 0], courses: [0, 1] },
  { weight: 19, hours: [1, 6], courses: [1, 2] },
  { weight: 24, hours: [9, 18], courses: [2, 5] },
  { weight: 44, hours: [24, 42], courses: [3, 7] },
] as const;

/** Classes are easier to reach in the city than in the hills. */
const REACH: Readonly<Record<string, number>> = { 昌江区: 0.95, 珠山区: 1.05, 浮梁县: 0.75, 乐平市: 0.85 };

const WATCHING_TIMES = [6 * 60 + 10, 19 * 60 + 20, 20 * 60 + 5, 20 * 60 + 40];
/** Of every 25 learners, those with these places have not verified their real name. */
const NOT_VERIFIED = [7, 19];
const OF_EVERY = 25;
const FIRST_CAMPAIGN_SHARE = 0.3;
const NEWEST_JOINED_DAYS_AGO = 2;

/** The learners of the demo; the first is the one whose site is worth looking at. */
export function learnerProfiles(world: ProfileWorld): LearnerProfile[] {
  const others = Array.from({ length: LEARNERS_WITH_HISTORY - 1 }, (_, i) => drawProfile(i, world));
  return [wangXiuying(world), ...others];
}

function drawProfile(index: number, world: ProfileWorld): LearnerProfile {
  const key = `learner-${index + 1}`;
  const dice = new Dice(key);
  const district = districtOf(index);
  const communityCode = drawCommunity(dice, district);
  const joinedMs = drawJoining(dice, world);
  const kind = dice.weighted(KINDS, ({ weight }) => weight);
  const hoursAYear = dice.between(kind.hours[0], kind.hours[1]) * (REACH[district] ?? 1);
  return {
    key,
    realName: drawRealName(dice, index),
    communityCode,
    joinedMs,
    verifiedMs: NOT_VERIFIED.includes(index % OF_EVERY) ? null : drawVerification(dice, joinedMs, world.nowMs),
    watchesAt: dice.pick(WATCHING_TIMES) + dice.whole(0, 25),
    rate: dice.chance(0.2) ? 1.25 : 1,
    classHoursIn: (month) => (hoursAYear / 12) * seasonOf(month) * new Dice(`${key}:${month}`).between(0.5, 1.5),
    courses: drawCourses(dice, joinedMs, kind.courses, world),
  };
}

/** Not drawn, so that every hundred learners are spread as the districts are; the golden ratio mixes their order. */
function districtOf(index: number): string {
  let left = ((index * 0.618_033_988_75) % 1) * 100;
  return Object.keys(LEARNERS_PER_HUNDRED).find((name) => (left -= LEARNERS_PER_HUNDRED[name] ?? 0) < 0) ?? '珠山区';
}

/** What is listed first is the largest. */
function drawCommunity(dice: Dice, district: string): string {
  const street = dice.weighted(streetsOf(regionCode(district)), ({ code }) => (code.endsWith('001000') ? 3 : 1.3));
  return dice.weighted(communitiesOf(street.code), ({ code }) => (code.endsWith('001') ? 1.4 : 1)).code;
}

/** Many come with the first campaign, the others when the season is busy. */
function drawJoining(dice: Dice, { startMs, nowMs }: ProfileWorld): number {
  const lastMs = nowMs - NEWEST_JOINED_DAYS_AGO * DAY_MS;
  const campaign = dice.chance(FIRST_CAMPAIGN_SHARE);
  for (;;) {
    const ms = dice.between(startMs, campaign ? startMs + 30 * DAY_MS : lastMs);
    const joinedMs = Math.floor(atTimeOfDay(ms, 8 * 60) + dice.between(0, 12 * 60) * MINUTE_MS);
    if (joinedMs < lastMs && dice.chance(seasonOf(shanghaiDate(ms)) / 1.4)) return joinedMs;
  }
}

/** Most verify at once, the others in the weeks after. */
function drawVerification(dice: Dice, joinedMs: number, nowMs: number): number {
  const waits = dice.chance(0.75) ? dice.between(2, 50) * MINUTE_MS : dice.between(1, 40) * DAY_MS;
  return Math.floor(Math.min(joinedMs + waits, nowMs - DAY_MS));
}

function drawRealName(dice: Dice, index: number): { name: string; idNumber: string } {
  const female = dice.chance(0.64);
  const born = dice.chance(0.68) ? dice.whole(1942, 1966) : dice.whole(1967, 2004);
  const names = (born < 1975 ? OLDER_NAMES : YOUNGER_NAMES)[female ? 'female' : 'male'];
  const birthDate = new Date(Date.UTC(born, 0, dice.whole(1, 365))).toISOString().slice(0, 10);
  return { name: dice.weighted(SURNAMES, ([, weight]) => weight)[0] + dice.pick(names), idNumber: idNumber(birthDate, female ? 'female' : 'male', index) };
}

/** A well-formed number of nobody. @param serial below 500, another one for each person */
export function idNumber(birthDate: string, sex: 'female' | 'male', serial: number): string {
  return syntheticIdNumber(NO_DIVISION, birthDate, 2 * serial + (sex === 'male' ? 1 : 0));
}

function drawCourses(dice: Dice, joinedMs: number, [fewest, most]: readonly [number, number], { nowMs, published }: ProfileWorld): CoursePlan[] {
  const years = Math.max(0.5, (nowMs - joinedMs) / (365 * DAY_MS));
  const count = Math.min(published.length, Math.round(dice.whole(fewest, most) * Math.min(years, 1.6)));
  const left = [...published];
  return Array.from({ length: count }, () => {
    const course = dice.weighted(left, ({ appeal }) => appeal);
    left.splice(left.indexOf(course), 1);
    const from = Math.max(joinedMs + 10 * MINUTE_MS, course.publishedMs + DAY_MS / 2);
    const finishes = dice.chance(0.78);
    return {
      course: course.key,
      // Squared: the sooner, the likelier.
      beginsMs: from + (nowMs - from) * dice.share() ** 2,
      paceDays: dice.whole(1, 5),
      lessonsAnEvening: dice.whole(1, 3),
      lessons: finishes ? course.lessons : dice.whole(1, course.lessons),
      lastShare: finishes ? 1 : dice.pick([0.2, 0.35, 0.5, 0.7, 1]),
      takesQuiz: dice.chance(0.85),
    };
  });
}

function seasonOf(date: string): number {
  return SEASON[monthOfDate(date) - 1] ?? 1;
}

/** Her classes by month, January first: in years gone by, and in the one that runs. */
const WANG_BEFORE = [1, 0, 2, 3, 2, 1, 0, 1, 2, 3, 3, 2];
const WANG_THIS_YEAR = [1, 0, 2, 1, 2, 1, 0, 1, 2, 2, 1, 0];

/** The courses that she has studied to the end, and when each began, as a share of the history. */
const WANG_COURSES = [
  ['family-values', 0.03],
  ['blood-pressure', 0.1],
  ['first-aid', 0.22],
  ['antifraud', 0.3],
  ['crochet', 0.42],
  ['baduanjin', 0.58],
  ['smartphone', 0.83],
] as const;

function wangXiuying({ startMs, nowMs }: ProfileWorld): LearnerProfile {
  const thisYear = creditYear(nowMs);
  const joinedMs = atTimeOfDay(startMs + 2 * DAY_MS, 9 * 60 + 12);
  const toTheEnd = { paceDays: 2, lessonsAnEvening: 1, lessons: Number.POSITIVE_INFINITY, lastShare: 1, takesQuiz: true };
  return {
    key: WANG_XIUYING.key,
    realName: { name: WANG_XIUYING.realName, idNumber: idNumber(WANG_XIUYING.birthDate, WANG_XIUYING.sex, LEARNERS_WITH_HISTORY) },
    communityCode: WANG_XIUYING.community,
    joinedMs,
    verifiedMs: joinedMs + 4 * MINUTE_MS,
    watchesAt: 19 * 60 + 25,
    rate: 1,
    classHoursIn: (month) => (yearOfDate(month) === thisYear ? WANG_THIS_YEAR : WANG_BEFORE)[monthOfDate(`${month}-01`) - 1] ?? 0,
    courses: [
      ...WANG_COURSES.map(([course, share]) => ({ course, beginsMs: startMs + (nowMs - startMs) * share, ...toTheEnd })),
      { course: 'porcelain', beginsMs: nowMs - 5 * DAY_MS, paceDays: 2, lessonsAnEvening: 1, lessons: 3, lastShare: 0.44, takesQuiz: false },
    ],
  };
}
