import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';
import { POINTS } from '../../../lib/daily-visit';

export type Points = Api['MyPoints'];
export type Group = Api['LearningGroup'];
export type Board = Api['RankingBoard'];

const GROUPS = ['groups'];
const RANKINGS = ['rankings'];

export const usePoints = () => useQuery({ queryKey: POINTS, queryFn: () => take(api.GET('/api/my/points')) });

/** Tells that a course's address was shared. */
export function useShared(courseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => take(api.POST('/api/courses/{id}/share', { params: { path: { id: courseId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: POINTS }),
  });
}

/** The groups of the own district, the own ones first. */
export const useGroups = () => useQuery({ queryKey: GROUPS, queryFn: async () => (await take(api.GET('/api/groups'))).items });

export function useFound() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (group: { name: string; about: string }) => take(api.POST('/api/groups', { body: group })),
    onSuccess: () => client.invalidateQueries({ queryKey: GROUPS }),
  });
}

/** Joins a group, leaves it, or as its founder closes it. */
export function useMembership(id: string) {
  const client = useQueryClient();
  const params = { path: { id } };
  const ways = {
    join: () => api.PUT('/api/groups/{id}/membership', { params }),
    leave: () => api.DELETE('/api/groups/{id}/membership', { params }),
    close: () => api.POST('/api/groups/{id}/closing', { params }),
  };
  return useMutation({
    mutationFn: (way: keyof typeof ways) => take(ways[way]()),
    onSuccess: () => client.invalidateQueries({ queryKey: GROUPS }),
  });
}

/** One of the rankings that one belongs to; the one before stays while it comes. */
export const useRanking = (board: Board['kind'], id?: string) =>
  useQuery({
    queryKey: [...RANKINGS, board, id],
    queryFn: () => take(api.GET('/api/rankings', { params: { query: { board, id } } })),
    placeholderData: keepPreviousData,
  });

/** Whether one is shown in no ranking. */
export function useOptOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (optedOut: boolean) => take(api.PUT('/api/my/ranking-opt-out', { body: { optedOut } })),
    onSuccess: () => client.invalidateQueries({ queryKey: RANKINGS }),
  });
}
