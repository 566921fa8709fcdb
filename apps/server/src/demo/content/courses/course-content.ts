import type { CATEGORY_SEED } from '@xuexi/domain';
import type { CourseState } from '../../../catalog/teaching.dto.js';
import type { TeacherKey } from '../staff.js';

export type CategoryCode = (typeof CATEGORY_SEED)[number]['code'];

/** One micro-lecture: its title, and the sentences that its slides and captions say. */
export interface LessonContent {
  title: string;
  lines: readonly string[];
  /** Length of its video in whole seconds, where it matters; else it is drawn. */
  seconds?: number;
  /** The instructor has not uploaded a video yet. */
  withoutVideo?: true;
}

export interface ChapterContent {
  title: string;
  lessons: readonly LessonContent[];
}

/** A course of the demo, as its instructor would have written it. */
export interface CourseContent {
  /** Names the course in ids and file names; never shown. */
  key: string;
  title: string;
  summary: string;
  category: CategoryCode;
  teacher: TeacherKey;
  /** How many learners it draws, beside the others. */
  appeal: number;
  state: CourseState;
  /** The reviewer's note, where the course was returned. */
  reviewNote?: string;
  chapters: readonly ChapterContent[];
}
