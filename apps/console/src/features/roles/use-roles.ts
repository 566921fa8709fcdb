import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type RoleGrant = Api['RoleGrant'];
export type RoleCandidate = Api['RoleCandidate'];
export type NewRoleGrant = Api['NewRoleGrant'];

const GRANTS = ['role-grants'];
export const GRANTS_A_PAGE = 50;

export interface RoleGrantListQuery {
  regionId: string | undefined;
  role: NewRoleGrant['role'] | undefined;
  state: RoleGrant['state'] | undefined;
  page: number;
}

/** Grants of roles within the caller's regions, the newest first. */
export function useRoleGrants(query: RoleGrantListQuery) {
  const api = useApi();
  return useQuery({
    queryKey: [...GRANTS, query],
    queryFn: () => dataOf(api.GET('/api/role-grants', { params: { query: { ...query, pageSize: GRANTS_A_PAGE } } })),
    placeholderData: keepPreviousData,
  });
}

/** Looks for whom to grant a role, by phone number or 学员号. */
export function useRoleCandidate() {
  const api = useApi();
  return useMutation({ mutationFn: (number: string) => dataOf(api.POST('/api/role-candidates', { body: { number } })), gcTime: 0 });
}

/** Gives a role. */
export function useGrantRole() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewRoleGrant) => dataOf(api.POST('/api/role-grants', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: GRANTS }),
  });
}

/** Ends a grant now. */
export function useRevokeRole() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => dataOf(api.DELETE('/api/role-grants/{id}', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: GRANTS }),
  });
}
