import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type ListedLearner = Api['ListedLearner'];

export interface LearnerListQuery {
  regionId: string | undefined;
  q: string | undefined;
  verification: ListedLearner['verification'] | undefined;
  state: ListedLearner['state'] | undefined;
  sex: NonNullable<ListedLearner['sex']> | undefined;
  ageFrom: number | undefined;
  ageTo: number | undefined;
  cursor: string | undefined;
}

/** A page of the learners of the caller's regions. While the next one comes, the one before stays. */
export function useLearnerList(query: LearnerListQuery) {
  const api = useApi();
  return useQuery({
    queryKey: ['learners', 'list', query],
    queryFn: () => dataOf(api.GET('/api/learners', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

/** Looks for the learner of a phone or document number; the number stands in no address and in no cache. */
export function useLearnerSearch() {
  const api = useApi();
  return useMutation({ mutationFn: async (number: string) => (await dataOf(api.POST('/api/learners/search', { body: { number } }))).items, gcTime: 0 });
}
