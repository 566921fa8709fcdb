import type { JsonValue, Range } from '@xuexi/domain';
import type { ScenarioEvent } from '@xuexi/domain/replay';
import type { PlaySession } from '../../learning/play-session.entity.js';
import type { DemoCourse, DemoLesson } from './demo-courses.js';

/** What a learner has played of a lesson. */
export interface WatchedLesson {
  course: DemoCourse;
  lesson: DemoLesson;
  /** In order of time. */
  reports: { atMs: number; playSessionId: string; range: Range }[];
}

/** What an entry other than that of a lesson comes from. */
export interface EntrySource {
  sourceId: string;
  /** When it is recorded, if it earns anything. */
  atMs: number;
  evidence: JsonValue & object;
}

/** What one learner does, told once: as events for the rules, and as what the tables keep beside what the rules say. */
export class Story {
  readonly events: ScenarioEvent[] = [];
  readonly playSessions: PlaySession[] = [];
  /** When each course was joined. */
  readonly joined = new Map<DemoCourse, number>();
  /** By lesson version. */
  readonly watched = new Map<string, WatchedLesson>();
  /** By the key of the entry. */
  readonly sources = new Map<string, EntrySource>();

  constructor(readonly personId: string) {}
}

/** An instant as scenarios write it. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
