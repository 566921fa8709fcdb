import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';

export type QuizCardData = Api['QuizCard'];
export type QuizAttempt = Api['QuizAttempt'];
export type SaveAnswers = Api['SaveAnswers'];

const quizKey = (courseId: string) => ['quiz', courseId];
const attemptKey = (attemptId: string) => ['quiz-attempt', attemptId];

/** The quiz of a course as its learner meets it; null: it has none. Guests are not asked for it. */
export const useQuiz = (courseId: string, enabled: boolean) =>
  useQuery({
    queryKey: quizKey(courseId),
    enabled,
    queryFn: async () => (await take(api.GET('/api/courses/{id}/quiz', { params: { path: { id: courseId } } }))).quiz,
  });

/** An attempt. While it is answered, what stands on the page is newer than what the server has, so that it is asked for once. */
export const useAttempt = (attemptId: string) =>
  useQuery({
    queryKey: attemptKey(attemptId),
    queryFn: () => take(api.GET('/api/quiz-attempts/{id}', { params: { path: { id: attemptId } } })),
    staleTime: ({ state }) => (state.data?.state === 'open' ? Infinity : 0),
    gcTime: 0,
  });

/** Begins an attempt. */
export function useStartAttempt(courseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => take(api.POST('/api/courses/{id}/quiz/attempts', { params: { path: { id: courseId } } })),
    onSettled: () => client.invalidateQueries({ queryKey: quizKey(courseId) }),
  });
}

/** Keeps answers on the server. */
export const saveAnswers = (attemptId: string, body: SaveAnswers) => take(api.POST('/api/quiz-attempts/{id}/answers', { params: { path: { id: attemptId } }, body }));

/** Hands an attempt in, with what was not saved yet. What hangs on its result is asked for anew. */
export function useSubmitAttempt({ id, courseId }: Pick<QuizAttempt, 'id' | 'courseId'>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (last: SaveAnswers | null) => take(api.POST('/api/quiz-attempts/{id}/submission', { params: { path: { id } }, body: { last } })),
    onSuccess: (attempt) => {
      client.setQueryData(attemptKey(id), attempt);
      for (const queryKey of [quizKey(courseId), ['course', courseId], ['credits'], ['my-courses']]) void client.invalidateQueries({ queryKey });
    },
  });
}

/** Asks for an attempt again that was ended elsewhere or by its limit. */
export function useReadAgain({ id, courseId }: Pick<QuizAttempt, 'id' | 'courseId'>): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: attemptKey(id) });
    void client.invalidateQueries({ queryKey: quizKey(courseId) });
  };
}
