import { keepPreviousData, type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';
import type { Difficulty, QuestionKind } from '@xuexi/domain';

import { dataOf, useApi } from '../../lib/api';

export type Question = Api['Question'];
export type QuestionContent = Api['QuestionContent'];
export type QuestionInput = Api['QuestionInput'];

export const QUESTIONS_A_PAGE = 20;
/** So many can be chosen for a video at once; more are found by their stem. */
const CHOICES = 100;

export interface QuestionFilter {
  q: string;
  kind: QuestionKind | undefined;
  tag: string;
  difficulty: Difficulty | undefined;
  archived: boolean;
  page: number;
}

/** Everything that a change of a course's bank, quiz or questions in videos may touch. */
export const quizzesKey = (courseId: string): QueryKey => ['quizzes', courseId];

/** The course that everything here belongs to, as the editor knows it. */
export function useCourse(id: string) {
  const api = useApi();
  return useQuery({ queryKey: ['teaching', 'courses', id], queryFn: () => dataOf(api.GET('/api/teaching/courses/{id}', { params: { path: { id } } })) });
}

/** Reads anew what a change may have touched: the course itself is a draft again. */
export function useRefresh(courseId: string): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    void queries.invalidateQueries({ queryKey: ['teaching', 'courses'] });
    await queries.invalidateQueries({ queryKey: quizzesKey(courseId) });
  };
}

/** A page of the bank, the newest first. */
export function useQuestions(courseId: string, { q, kind, tag, difficulty, archived, page }: QuestionFilter) {
  const api = useApi();
  const query = { q: q || undefined, kind, tag: tag || undefined, difficulty, archived: archived ? ('true' as const) : undefined, page, pageSize: QUESTIONS_A_PAGE };
  return useQuery({
    queryKey: [...quizzesKey(courseId), 'questions', query],
    queryFn: () => dataOf(api.GET('/api/teaching/courses/{id}/questions', { params: { path: { id: courseId }, query } })),
    placeholderData: keepPreviousData,
  });
}

/** Questions to choose from, found by their stem. */
export function useQuestionChoices(courseId: string, q: string) {
  const api = useApi();
  const query = { q: q || undefined, pageSize: CHOICES };
  return useQuery({
    queryKey: [...quizzesKey(courseId), 'choices', query],
    queryFn: async () => (await dataOf(api.GET('/api/teaching/courses/{id}/questions', { params: { path: { id: courseId }, query } }))).items,
    placeholderData: keepPreviousData,
  });
}

/** One question. */
export function useQuestion(courseId: string, id: string) {
  const api = useApi();
  return useQuery({ queryKey: [...quizzesKey(courseId), 'question', id], queryFn: () => dataOf(api.GET('/api/teaching/questions/{id}', { params: { path: { id } } })) });
}

/** What can be done with questions. */
export function useQuestionChanges(courseId: string) {
  const api = useApi();
  const onSuccess = useRefresh(courseId);
  const at = (id: string) => ({ params: { path: { id } } });
  return {
    create: useMutation({ mutationFn: (body: QuestionInput) => dataOf(api.POST('/api/teaching/courses/{id}/questions', { ...at(courseId), body })), onSuccess }),
    change: useMutation({ mutationFn: ({ id, ...body }: QuestionInput & { id: string }) => dataOf(api.PUT('/api/teaching/questions/{id}', { ...at(id), body })), onSuccess }),
    copy: useMutation({ mutationFn: (id: string) => dataOf(api.POST('/api/teaching/questions/{id}/copy', at(id))), onSuccess }),
    archive: useMutation({ mutationFn: (id: string) => dataOf(api.DELETE('/api/teaching/questions/{id}', at(id))), onSuccess }),
    restore: useMutation({ mutationFn: (id: string) => dataOf(api.POST('/api/teaching/questions/{id}/restoration', at(id))), onSuccess }),
  };
}

/** Checks a table of questions, or imports it. */
export function useQuestionTable(courseId: string) {
  const api = useApi();
  const refresh = useRefresh(courseId);
  return useMutation({
    mutationFn: ({ file, apply }: { file: File; apply: boolean }) =>
      dataOf(
        api.POST('/api/teaching/courses/{id}/question-imports', {
          params: { path: { id: courseId }, query: { apply: apply ? 'true' : 'false' } },
          headers: { 'content-type': 'application/octet-stream' },
          // The document knows no body: it is the file itself.
          ...({ body: file, bodySerializer: (body: File) => body } as object),
        }),
      ),
    onSuccess: ({ applied }) => (applied ? refresh() : undefined),
  });
}
