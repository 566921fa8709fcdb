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

export type JudgedRating = Api['JudgedRating'];

/** Takes the whole course down. */
export function useWithdrawCourse(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => dataOf(api.POST('/api/published-courses/{id}/withdrawal', { params: { path: { id } }, body: { reason } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: PUBLISHED }),
  });
}

/** Lets the whole course be found and opened again. */
export function useRestoreCourse(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf(api.POST('/api/published-courses/{id}/restoration', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: PUBLISHED }),
  });
}

const commentsKey = (courseId: string) => ['comments', courseId];

/** What learners wrote about a course, hidden or not. */
export function useComments(courseId: string) {
  const api = useApi();
  return useQuery({ queryKey: commentsKey(courseId), queryFn: () => dataOf(api.GET('/api/published-courses/{id}/ratings', { params: { path: { id: courseId } } })) });
}

/** Hides a comment from everyone but its writer. */
export function useHideComment(courseId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => dataOf(api.POST('/api/ratings/{id}/hiding', { params: { path: { id } }, body: { reason } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: commentsKey(courseId) }),
  });
}

/** Shows it again. */
export function useShowComment(courseId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => dataOf(api.POST('/api/ratings/{id}/showing', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: commentsKey(courseId) }),
  });
}
