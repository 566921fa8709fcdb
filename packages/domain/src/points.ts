import { dayBefore } from './calendar.js';

/** 积分 (points): for coming, talking and sharing. Another currency than 学分, which it never becomes (credit-rules.md, Units). */
export const POINT_KINDS = ['registration', 'sign_in', 'comment', 'share'] as const;
export type PointKind = (typeof POINT_KINDS)[number];

/** What earns what, in whole points. */
export const POINT_RULES = {
  /** Once. */
  registration: 20,
  /** The first visit of a Shanghai date. */
  signIn: 1,
  /** Beside it, on every so many dates in a row. */
  streak: { days: 7, points: 5 },
  /** A course's rating with words, once for each course. */
  comment: 3,
  /** A course that was shared, once for each course and date, and so many times a date. */
  share: { points: 2, perDay: 3 },
} as const;

/** Ranks by the points from which on they are held, lowest first. They give no rights. */
export const POINT_RANKS = [
  { name: '新学员', from: 0 },
  { name: '学习之友', from: 50 },
  { name: '学习能手', from: 200 },
  { name: '学习达人', from: 600 },
  { name: '学习标兵', from: 1500 },
] as const;

/** What makes a point entry unique: the same deed earns once, however often it is reported. */
export const pointKey = {
  registration: (personId: string) => `registration:${personId}`,
  signIn: (personId: string, date: string) => `sign_in:${personId}:${date}`,
  comment: (personId: string, courseId: string) => `comment:${personId}:${courseId}`,
  share: (personId: string, date: string, courseId: string) => `share:${personId}:${date}:${courseId}`,
};

/**
 * Days in a row up to a date.
 *
 * @param dates Shanghai dates of visits in any order, doubles allowed
 * @param today the date that the row ends on, or the day after its end: who has not come yet today has not broken it
 */
export function streakOn(today: string, dates: Iterable<string>): number {
  const days = [...new Set(dates)].filter((date) => date <= today).sort();
  let streak = 0;
  let expected = today;
  for (const date of days.reverse()) {
    if (date !== expected && (streak > 0 || date !== dayBefore(today))) break;
    streak++;
    expected = dayBefore(date);
  }
  return streak;
}

/** Points of the first visit of a date. @param streak days in a row with this one, at least 1 */
export function signInPoints(streak: number): number {
  const { signIn, streak: bonus } = POINT_RULES;
  return streak % bonus.days === 0 ? signIn + bonus.points : signIn;
}

/** The rank of a total of points, which is not negative, and what is missing to the next; null at the last. */
export function rankOf(total: number): { name: string; next: { name: string; missing: number } | null } {
  const held = [...POINT_RANKS].reverse().find(({ from }) => from <= total)!;
  const next = POINT_RANKS.find(({ from }) => from > total);
  return { name: held.name, next: next ? { name: next.name, missing: next.from - total } : null };
}

export const RANKING_BOARDS = ['community', 'street', 'organisation', 'group'] as const;
/** Whom a ranking compares: neighbours, colleagues, or those who learn together. */
export type RankingBoard = (typeof RANKING_BOARDS)[number];

/** A ranking of fewer persons than this would tell who stands behind a name, and is not shown. */
export const RANKING_MIN_PERSONS = 5;

/** Places of figures in falling order; equal ones share a place: 1, 1, 3. */
export function sharedPlaces(figures: readonly number[]): number[] {
  return figures.map((figure) => figures.indexOf(figure) + 1);
}
