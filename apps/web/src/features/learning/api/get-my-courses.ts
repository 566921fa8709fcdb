import { useQuery } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';

export type MyCourse = Api['MyCourse'];

/** The courses that one has begun, with where each goes on. */
export const useMyCourses = () =>
  useQuery({
    queryKey: ['my-courses'],
    queryFn: async () => (await take(api.GET('/api/my/courses'))).items,
  });

/** The course to go on with: watched last, and not finished. */
export function toResume(courses: readonly MyCourse[]): MyCourse | undefined {
  const when = ({ lastWatchedAt, enrolledAt }: MyCourse) => lastWatchedAt ?? enrolledAt;
  return courses.filter(({ next, finished }) => next !== null && !finished).sort((a, b) => when(b).localeCompare(when(a)))[0];
}
