import { useMutation, useQuery } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

import { quizzesKey, useRefresh } from './use-bank';

export type Checkpoint = Api['TaughtCheckpoint'];
export type QuizSettings = Api['QuizSettings'];
export type TaughtQuiz = Api['TaughtQuiz'];

/** The quiz of a course with what its bank holds. */
export function useQuiz(courseId: string) {
  const api = useApi();
  return useQuery({ queryKey: [...quizzesKey(courseId), 'quiz'], queryFn: () => dataOf(api.GET('/api/teaching/courses/{id}/quiz', { params: { path: { id: courseId } } })) });
}

/** Sets the quiz, or takes it away. */
export function useQuizChanges(courseId: string) {
  const api = useApi();
  const onSuccess = useRefresh(courseId);
  const at = { params: { path: { id: courseId } } };
  return {
    set: useMutation({ mutationFn: (body: Api['QuizSettingsInput']) => dataOf(api.PUT('/api/teaching/courses/{id}/quiz', { ...at, body })), onSuccess }),
    remove: useMutation({ mutationFn: () => dataOf(api.DELETE('/api/teaching/courses/{id}/quiz', at)), onSuccess }),
  };
}

/** Where the lessons of a course stop for which question. */
export function useCheckpoints(courseId: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...quizzesKey(courseId), 'checkpoints'],
    queryFn: async () => (await dataOf(api.GET('/api/teaching/courses/{id}/checkpoints', { params: { path: { id: courseId } } }))).items,
  });
}

/** Sets everything at which a lesson stops. */
export function useSetCheckpoints(courseId: string, lessonId: string) {
  const api = useApi();
  const onSuccess = useRefresh(courseId);
  return useMutation({
    mutationFn: (items: Api['LessonCheckpointsInput']['items']) => dataOf(api.PUT('/api/teaching/lessons/{id}/checkpoints', { params: { path: { id: lessonId } }, body: { items } })),
    onSuccess,
  });
}

/** What a course in review asks, with the right answers. */
export function useReviewedQuiz(courseId: string) {
  const api = useApi();
  return useQuery({ queryKey: [...quizzesKey(courseId), 'reviewed'], queryFn: () => dataOf(api.GET('/api/reviews/{id}/quiz', { params: { path: { id: courseId } } })) });
}
