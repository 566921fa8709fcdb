import { antifraud } from './antifraud.js';
import { baduanjin } from './baduanjin.js';
import { bloodPressure } from './blood-pressure.js';
import { calligraphy } from './calligraphy.js';
import { civilCode } from './civil-code.js';
import type { CourseContent } from './course-content.js';
import { crochet } from './crochet.js';
import { familyValues } from './family-values.js';
import { firstAid } from './first-aid.js';
import { photography } from './photography.js';
import { porcelain } from './porcelain.js';
import { smartphone } from './smartphone.js';
import { stars } from './stars.js';
import { tea } from './tea.js';
import { cobaltPatterns, familyClay, porcelainCare } from './unpublished.js';
import { wasteSorting } from './waste-sorting.js';

/** Published courses in the order in which they appeared; the home page shows the newest, so the last of these, first. */
export const PUBLISHED_COURSES: readonly CourseContent[] = [
  familyValues,
  wasteSorting,
  bloodPressure,
  civilCode,
  calligraphy,
  photography,
  stars,
  tea,
  firstAid,
  antifraud,
  crochet,
  baduanjin,
  smartphone,
  porcelain,
];

/** Courses on their way to publication: what the console has to show. */
export const UNPUBLISHED_COURSES: readonly CourseContent[] = [cobaltPatterns, porcelainCare, familyClay];

export const ALL_COURSES: readonly CourseContent[] = [...PUBLISHED_COURSES, ...UNPUBLISHED_COURSES];
