import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

const REVIEWS: QueryKey = ['reviews'];

/** The courses that wait for a reviewer, the longest waiting first. */
export function useReviews() {
  const api = useApi();
  return useQuery({
    queryKey: REVIEWS,
    queryFn: async () => {
      const { items } = await dataOf(api.GET('/api/reviews'));
      return items.toSorted((a, b) => (a.submittedAt ?? '').localeCompare(b.submittedAt ?? ''));
    },
    refetchInterval: 30_000,
  });
}

/** A course as its reviewer sees it. */
export function useReview(id: string) {
  const api = useApi();
  return useQuery({ queryKey: [...REVIEWS, id], queryFn: () => dataOf(api.GET('/api/reviews/{id}', { params: { path: { id } } })) });
}

/** Publishes a course, or sends it back with a note. */
export function useDecideReview(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Api['ReviewDecision']) => dataOf(api.POST('/api/reviews/{id}/decision', { params: { path: { id } }, body })),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: REVIEWS, exact: true });
      void queries.invalidateQueries({ queryKey: ['todo'] });
    },
  });
}
