import { newId } from '../../src/platform/ids.js';
import { LessonCompletion } from '../../src/learning/lesson-completion.entity.js';
import { LessonProgressRow } from '../../src/learning/lesson-progress.entity.js';
import type { World } from '../support/world.js';
import type { MadeCourse } from './courses.js';

/** Someone has completed a lesson of a course, as the report that crossed the line would have left it. */
export async function hasCompleted(world: World, personId: string, course: Pick<MadeCourse, 'versionId'>, lesson: { lessonVersionId: string; seconds: number }): Promise<void> {
  const { lessonVersionId, seconds } = lesson;
  const now = world.clock.date();
  const date = now.toISOString().slice(0, 10);
  const coverage: [number, number][] = [[0, seconds]];
  await world.db.manager.insert(LessonProgressRow, { personId, lessonVersionId, round: 1, coverage, coveredSeconds: seconds, refusedSeconds: 0, position: seconds, completedOn: date, credited: true, updatedAt: now });
  await world.db.manager.insert(LessonCompletion, {
    personId,
    lessonVersionId,
    round: 1,
    completedAt: now,
    date,
    playSessionId: newId(),
    courseVersionId: course.versionId,
    regionId: null,
    coverage,
    refusedSeconds: 0,
    credited: true,
    sittings: null,
    refusals: null,
  });
}
