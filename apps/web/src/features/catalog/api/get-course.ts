import { useQuery } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';

export type CourseData = Api['Course'];
export type LessonData = Api['PublishedLesson'];

export const courseKey = (courseId: string) => ['course', courseId];

/** How often a course is asked again while videos of it are being prepared. */
const PREPARING_EVERY_MS = 8_000;

/** A published course with its lessons; asked again by itself while a video of it is being prepared. */
export const useCourse = (courseId: string) =>
  useQuery({
    queryKey: courseKey(courseId),
    queryFn: () => take(api.GET('/api/courses/{id}', { params: { path: { id: courseId } } })),
    refetchInterval: ({ state }) => (state.data && lessonsOf(state.data).some(({ ready, takenDown }) => !ready && !takenDown) ? PREPARING_EVERY_MS : false),
  });

/** The lessons of a course in order, over all chapters. */
export const lessonsOf = (course: CourseData): LessonData[] => course.chapters.flatMap((chapter) => chapter.lessons);
