import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type PublishedCourse = Api['PublishedCourse'];
export type PublishedCourseDetail = Api['PublishedCourseDetail'];
export type PublishedLesson = PublishedCourseDetail['lessons'][number];

const PUBLISHED = ['published-courses'];
export const COURSES_A_PAGE = 20;

/** Published courses within the caller's regions, the newest first. */
export function usePublishedCourses(query: { q: string | undefined; page: number }) {
  const api = useApi();
  return useQuery({
    queryKey: [...PUBLISHED, query],
    queryFn: () => dataOf(api.GET('/api/published-courses', { params: { query: { ...query, pageSize: COURSES_A_PAGE } } })),
    placeholderData: keepPreviousData,
  });
}

/** A published course with its lessons. */
export function usePublishedCourse(id: string) {
  const api = useApi();
  return useQuery({ queryKey: [...PUBLISHED, id], queryFn: () => dataOf(api.GET('/api/published-courses/{id}', { params: { path: { id } } })) });
}

/** Takes a lesson's video or document down. */
export function useTakeDown() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ mediaId, reason }: { mediaId: string; reason: string }) => dataOf(api.POST('/api/media/{id}/takedown', { params: { path: { id: mediaId } }, body: { reason } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: PUBLISHED }),
  });
}

/** Lets it be opened again. */
export function useRestore() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (mediaId: string) => dataOf(api.POST('/api/media/{id}/restoration', { params: { path: { id: mediaId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: PUBLISHED }),
  });
}
