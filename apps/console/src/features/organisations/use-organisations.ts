import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type Organisation = Api['Organisation'];

const ORGANISATIONS = ['organisations'];

export interface OrganisationFilter {
  q: string | undefined;
  kind: Organisation['kind'] | undefined;
  closed: boolean;
}

/** Organisations of the caller's regions in order of name, page after page. */
export function useOrganisations({ q, kind, closed }: OrganisationFilter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...ORGANISATIONS, q, kind, closed],
    queryFn: ({ pageParam }) => dataOf(api.GET('/api/organisations', { params: { query: { q, kind, closed: closed ? 'true' : 'false', cursor: pageParam ?? undefined } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** What can be done with organisations. */
export function useOrganisationChanges() {
  const api = useApi();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ORGANISATIONS });
  return {
    create: useMutation({ mutationFn: (body: Api['NewOrganisation']) => dataOf(api.POST('/api/organisations', { body })), onSuccess }),
    change: useMutation({ mutationFn: ({ id, ...body }: Api['OrganisationChange'] & { id: string }) => dataOf(api.PATCH('/api/organisations/{id}', { params: { path: { id } }, body })), onSuccess }),
    close: useMutation({ mutationFn: (id: string) => dataOf(api.POST('/api/organisations/{id}/closing', { params: { path: { id } } })), onSuccess }),
  };
}
