import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';

import { courseKey } from './get-course';

export type RatingData = Api['Rating'];
export type RatingPageData = Api['RatingPage'];

const PAGE_SIZE = 10;

const ratingsKey = (courseId: string) => ['ratings', courseId];

/** What learners say of a course, newest first. */
export const useRatings = (courseId: string, page: number) =>
  useQuery({
    queryKey: [...ratingsKey(courseId), page],
    queryFn: () => take(api.GET('/api/courses/{id}/ratings', { params: { path: { id: courseId }, query: { page, pageSize: PAGE_SIZE } } })),
    placeholderData: keepPreviousData,
  });

/** Gives the own rating, or changes it. */
export function useRate(courseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rating: { stars: number; comment: string }) => take(api.PUT('/api/courses/{id}/rating', { params: { path: { id: courseId } }, body: rating })),
    onSuccess: () => Promise.all([ratingsKey(courseId), courseKey(courseId)].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
