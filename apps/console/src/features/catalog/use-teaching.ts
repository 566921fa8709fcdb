import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

import type { Api } from '@xuexi/api-client';

import { type ApiClient, dataOf, useApi } from '../../lib/api';

export type TaughtCourse = Api['TaughtCourse'];
export type TaughtCourseDetail = Api['TaughtCourseDetail'];
export type TaughtChapter = Api['TaughtChapter'];
export type TaughtLesson = Api['TaughtLesson'];

const COURSES: QueryKey = ['teaching', 'courses'];
const courseKey = (id: string): QueryKey => [...COURSES, id];

/** The courses of the person signed in. */
export function useTaughtCourses() {
  const api = useApi();
  return useQuery({ queryKey: COURSES, queryFn: () => dataOf(api.GET('/api/teaching/courses')) });
}

/** One course with its chapters, lessons and videos. */
export function useTaughtCourse(id: string) {
  const api = useApi();
  return useQuery({ queryKey: courseKey(id), queryFn: () => dataOf(api.GET('/api/teaching/courses/{id}', { params: { path: { id } } })) });
}

/** The categories a course can belong to. */
export function useCategories() {
  const api = useApi();
  return useQuery({ queryKey: ['categories'], queryFn: () => dataOf(api.GET('/api/categories')), staleTime: 3_600_000 });
}

/** Reads a course anew, and settles when it was read; always the same function for the same course. */
export function useRefreshCourse(id: string): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => {
    void queries.invalidateQueries({ queryKey: ['todo'] });
    return queries.invalidateQueries({ queryKey: courseKey(id) });
  }, [queries, id]);
}

/** A change to a course. Every one is answered with the whole course, which then stands in the cache. */
function useCourseChange<Input>(change: (api: ApiClient, input: Input) => Promise<{ data?: TaughtCourseDetail }>) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => dataOf(change(api, input)),
    onSuccess: (course) => {
      queries.setQueryData(courseKey(course.id), course);
      void queries.invalidateQueries({ queryKey: COURSES, exact: true });
      void queries.invalidateQueries({ queryKey: ['todo'] });
    },
  });
}

/** Starts a course. */
export const useNewCourse = () => useCourseChange((api, body: Api['NewCourse']) => api.POST('/api/teaching/courses', { body }));

/** Changes title, summary or category. */
export const useChangeCourse = (id: string) =>
  useCourseChange((api, body: Api['CourseChange']) => api.PATCH('/api/teaching/courses/{id}', { params: { path: { id } }, body }));

/** Sends the course to the reviewers. */
export const useSubmitCourse = (id: string) => useCourseChange((api) => api.POST('/api/teaching/courses/{id}/submission', { params: { path: { id } } }));

/** Adds a chapter to a course. */
export const useAddChapter = (courseId: string) =>
  useCourseChange((api, title: string) => api.POST('/api/teaching/courses/{id}/chapters', { params: { path: { id: courseId } }, body: { title } }));

/** Gives a chapter another title. */
export const useRenameChapter = (id: string) =>
  useCourseChange((api, title: string) => api.PATCH('/api/teaching/chapters/{id}', { params: { path: { id } }, body: { title } }));

/** Takes a chapter with its lessons away. */
export const useRemoveChapter = (id: string) => useCourseChange((api) => api.DELETE('/api/teaching/chapters/{id}', { params: { path: { id } } }));

/** Adds a lesson to a chapter. */
export const useAddLesson = (chapterId: string) =>
  useCourseChange((api, title: string) => api.POST('/api/teaching/chapters/{id}/lessons', { params: { path: { id: chapterId } }, body: { title } }));

/** Changes a lesson: its title, or whether it is required. */
export const useChangeLesson = (id: string) =>
  useCourseChange((api, body: Api['LessonChange']) => api.PATCH('/api/teaching/lessons/{id}', { params: { path: { id } }, body }));

/** Gives a lesson another title. */
export const useRenameLesson = (id: string) =>
  useCourseChange((api, title: string) => api.PATCH('/api/teaching/lessons/{id}', { params: { path: { id } }, body: { title } }));

/** Takes a lesson with its video away. */
export const useRemoveLesson = (id: string) => useCourseChange((api) => api.DELETE('/api/teaching/lessons/{id}', { params: { path: { id } } }));
