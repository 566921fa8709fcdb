import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type Policy = Api['CreditPolicy'];
export type PolicyRules = Api['CreditPolicy']['rules'];
export type PolicyTrial = Api['PolicyTrial'];
export type ScenarioResult = Api['ScenarioResult'];
export type Change = 'gaining' | 'losing';

const POLICIES = ['policies'];
const POLL_MS = 1_500;

/** Whether the worker still tries it. */
export function isTrying({ state }: PolicyTrial): boolean {
  return state === 'queued' || state === 'running';
}

/** What is, was and will be in force, the drafts, and what a draft may begin from. */
export function usePolicies() {
  const api = useApi();
  return useQuery({ queryKey: POLICIES, queryFn: () => dataOf(api.GET('/api/policies')) });
}

export function usePolicy(id: string) {
  const api = useApi();
  return useQuery({ queryKey: [...POLICIES, id], queryFn: () => dataOf(api.GET('/api/policies/{id}', { params: { path: { id } } })) });
}

/** Makes a draft. */
export function useCreatePolicy() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Api['SaveCreditPolicy']) => dataOf(api.POST('/api/policies', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: POLICIES }),
  });
}

/** Changes a draft. */
export function useSavePolicy(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Api['SaveCreditPolicy']) => dataOf(api.PUT('/api/policies/{id}', { params: { path: { id } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: POLICIES }),
  });
}

/** Throws a draft away. */
export function useRemovePolicy(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/policies/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: POLICIES, exact: true }),
  });
}

/** Puts a draft in force from a date to come. */
export function useAdoptPolicy(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Api['AdoptCreditPolicy']) => dataOf(api.POST('/api/policies/{id}/adoption', { params: { path: { id } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: POLICIES }),
  });
}

/** Runs a scenario under a policy; nothing is stored. */
export function useTryScenario(id: string) {
  const api = useApi();
  return useMutation({ mutationFn: (body: Api['Scenario']) => dataOf(api.POST('/api/policies/{id}/scenario', { params: { path: { id } }, body })) });
}

/** Trials of a policy on the evidence of a year, the newest first; looked at again while one is under way. */
export function useTrials(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...POLICIES, id, 'trials'],
    queryFn: async () => (await dataOf(api.GET('/api/policies/{id}/trials', { params: { path: { id } } }))).items,
    refetchInterval: ({ state }) => (state.data?.some(isTrying) ? POLL_MS : false),
  });
}

export function useStartTrial(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (year: number) => dataOf(api.POST('/api/policies/{id}/trials', { params: { path: { id } }, body: { year } })),
    onSettled: () => queries.invalidateQueries({ queryKey: [...POLICIES, id, 'trials'] }),
  });
}

/** Who would gain or lose, the most first. */
export function useTriedPersons(trialId: string, change: Change, page: number) {
  const api = useApi();
  return useQuery({
    queryKey: ['policy-trials', trialId, change, page],
    queryFn: () => dataOf(api.GET('/api/policies/trials/{id}/persons', { params: { path: { id: trialId }, query: { change, page } } })),
    placeholderData: (before) => before,
  });
}
