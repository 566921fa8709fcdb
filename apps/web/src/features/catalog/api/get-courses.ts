import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';

export type CourseCardData = Api['CourseCard'];

export interface CourseSearch {
  /** Code of a category. */
  category?: string;
  /** Words of the title, summary or instructor. */
  q?: string;
  page?: number;
  pageSize?: number;
}

/** A page of the published courses; the page before stays until the next has come. */
export const useCourses = (search: CourseSearch) =>
  useQuery({
    queryKey: ['courses', search],
    queryFn: () => take(api.GET('/api/courses', { params: { query: search } })),
    placeholderData: keepPreviousData,
  });
