import { regionLevelOfCode, shanghaiDate } from '@xuexi/domain';
import { ACTIVITIES, type ActivityContent } from '../content/activities.js';
import { REGIONS, type RegionContent } from '../content/regions.js';
import { demoId } from './demo-id.js';
import { DAY_MS, MINUTE_MS, atTimeOfDay } from './demo-time.js';

const CLASS_HOUR_MINUTES = 45;
const WEEK_DAYS = 7;
/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 4;

/** One date of a class or activity at one place. */
export interface ClassSession {
  id: string;
  title: string;
  venue: string;
  date: string;
  classHours: number;
  scheduledMinutes: number;
  startMs: number;
  endMs: number;
}

/** Sessions by the region that holds them and their month, as {@link monthKey} gives it. */
export type ClassSessions = ReadonlyMap<string, readonly ClassSession[]>;

/** The key of {@link ClassSessions}. @param date 'YYYY-MM-DD' */
export function monthKey(regionCode: string, date: string): string {
  return `${regionCode}|${date.slice(0, 7)}`;
}

/** A date with what the timetables need of it. */
interface Day {
  date: string;
  /** 00:00 in Shanghai. */
  midnightMs: number;
  weekday: number;
  /** Counts on for ever. */
  week: number;
}

/** Every session that is over by now. */
export function classSessions(startMs: number, nowMs: number): ClassSessions {
  const days = daysBetween(startMs, nowMs);
  const held = REGIONS.flatMap((region, place) =>
    ACTIVITIES.filter(({ heldBy }) => heldBy === regionLevelOfCode(region.code)).flatMap((activity) =>
      sessionsOf(activity, region, days.filter(({ weekday, week }) => weekday === activity.weekday && (week + place) % activity.everyWeeks === 0))
        .filter(({ endMs }) => endMs < nowMs)
        .map((session) => ({ key: monthKey(region.code, session.date), session })),
    ),
  );
  const byMonth = Map.groupBy(held, ({ key }) => key);
  return new Map([...byMonth].map(([key, members]) => [key, members.map(({ session }) => session)]));
}

function sessionsOf(activity: ActivityContent, region: RegionContent, days: readonly Day[]): ClassSession[] {
  const { key, title, venue, classHours } = activity;
  const scheduledMinutes = classHours * CLASS_HOUR_MINUTES;
  return days.map(({ date, midnightMs }) => {
    const startMs = midnightMs + activity.startsAt * MINUTE_MS;
    const id = demoId(`session:${key}:${region.code}:${date}`, startMs);
    return { id, title, venue: `${region.name}${venue}`, date, classHours, scheduledMinutes, startMs, endMs: startMs + scheduledMinutes * MINUTE_MS };
  });
}

function daysBetween(startMs: number, nowMs: number): Day[] {
  const first = atTimeOfDay(startMs, 0);
  return Array.from({ length: Math.ceil((nowMs - first) / DAY_MS) }, (_, i) => {
    const midnightMs = first + i * DAY_MS;
    const date = shanghaiDate(midnightMs);
    const day = Date.parse(date) / DAY_MS;
    return { date, midnightMs, weekday: (day + EPOCH_WEEKDAY) % WEEK_DAYS, week: Math.floor(day / WEEK_DAYS) };
  });
}
