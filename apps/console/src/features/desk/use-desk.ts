import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type LearnerDetail = Api['LearnerDetail'];
export type FoundLearner = Api['ListedLearner'];
export type Slip = Api['DeskSlip'];
export type Registration = Api['DeskRegistration'];
export type MergeOutcome = Api['MergeOutcome'];

/** Looks for a resident; what was typed stands in no address and in no cache. */
export function useDeskSearch() {
  const api = useApi();
  return useMutation({ mutationFn: async (number: string) => (await dataOf(api.POST('/api/learners/search', { body: { number } }))).items, gcTime: 0 });
}

export function useLearner(personId: string) {
  const api = useApi();
  return useQuery({ queryKey: ['learners', personId], queryFn: () => dataOf(api.GET('/api/learners/{id}', { params: { path: { id: personId } } })) });
}

/** Registers a resident; the slip that comes back is kept nowhere. */
export function useRegister() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Registration) => dataOf(api.POST('/api/desk/registrations', { body })),
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['learners'] }),
  });
}

export function useRecover(personId: string) {
  const api = useApi();
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: Api['DeskRecovery']) => dataOf(api.POST('/api/learners/{id}/recovery', { params: { path: { id: personId } }, body })), gcTime: 0, onSuccess: refresh });
}

export function useChangePhone(personId: string) {
  const api = useApi();
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: Api['DeskPhoneChange']) => dataOf(api.POST('/api/learners/{id}/phone', { params: { path: { id: personId } }, body })), gcTime: 0, onSuccess: refresh });
}

export function useChangeState(personId: string) {
  const api = useApi();
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: Api['DeskStateChange']) => dataOf(api.POST('/api/learners/{id}/state', { params: { path: { id: personId } }, body })), onSuccess: refresh });
}

export function useChangeRegion(personId: string) {
  const api = useApi();
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: Api['DeskRegionChange']) => dataOf(api.POST('/api/learners/{id}/region', { params: { path: { id: personId } }, body })), onSuccess: refresh });
}

export function useChangeOrganisation(personId: string) {
  const api = useApi();
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: Api['DeskOrganisationChange']) => dataOf(api.POST('/api/learners/{id}/organisation', { params: { path: { id: personId } }, body })), onSuccess: refresh });
}

/** Organisations of the city whose name has this in it. @param q empty: none are asked for */
export function useOrganisationChoices(q: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['organisations', 'choices', q],
    queryFn: async () => (await dataOf(api.GET('/api/organisations/choices', { params: { query: { q } } }))).items,
    enabled: q !== '',
  });
}

export function useMergePreview(keepPersonId: string, absorbPersonId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['learners', keepPersonId, 'merge', absorbPersonId],
    queryFn: () => dataOf(api.GET('/api/learners/{id}/merge-preview', { params: { path: { id: keepPersonId }, query: { absorbPersonId } } })),
  });
}

export function useMerge(keepPersonId: string) {
  const api = useApi();
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: Api['DeskMerge']) => dataOf(api.POST('/api/learners/{id}/merge', { params: { path: { id: keepPersonId } }, body })), onSuccess: refresh });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['learners'] });
}
