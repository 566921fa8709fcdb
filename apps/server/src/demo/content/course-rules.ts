import type { CourseContent } from './courses/course-content.js';

/** What is special about joining and learning some courses of the demo. */
export interface CourseRules {
  /** Places of its lessons, from 0, that the course is finished without. */
  optional?: readonly number[];
  preventSkip?: true;
  /** In hundredths of 学分. */
  declaredHundredths?: number;
  /** Days from now until which it should be learned. */
  dueInDays?: number;
  /** Key of a course to be finished before. */
  after?: CourseContent['key'];
  /** It is joined by this code only. */
  invitation?: string;
}

const RULES: Readonly<Record<CourseContent['key'], CourseRules>> = {
  calligraphy: { optional: [1] },
  'waste-sorting': { preventSkip: true, dueInDays: 39 },
  'first-aid': { after: 'blood-pressure' },
  crochet: { invitation: 'GDDX2626' },
  tea: { declaredHundredths: 50 },
};

/** What is special about a course; nothing for most. */
export function rulesOf({ key }: Pick<CourseContent, 'key'>): CourseRules {
  return RULES[key] ?? {};
}

/** What learners of the demo say of courses: stars and words, given out in turn to those who have completed something of them. */
export const RATINGS: readonly { course: CourseContent['key']; stars: number; comment: string | null }[] = [
  { course: 'porcelain', stars: 5, comment: '一步一步讲得清楚，看完就敢上手揉泥了。' },
  { course: 'porcelain', stars: 5, comment: '老师的手看得见，慢下来也跟得上。' },
  { course: 'porcelain', stars: 4, comment: '希望再多讲讲上釉。' },
  { course: 'smartphone', stars: 5, comment: '字大，讲得慢，学会了视频通话。' },
  { course: 'smartphone', stars: 4, comment: null },
  { course: 'baduanjin', stars: 5, comment: '每天早上跟着做一遍，肩膀松快多了。' },
  { course: 'baduanjin', stars: 3, comment: '口令有点快。' },
  { course: 'antifraud', stars: 5, comment: '转给孩子们也看了。' },
];
