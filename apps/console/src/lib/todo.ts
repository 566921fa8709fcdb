import { useQuery } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from './api';

export type Todo = Api['Todo'];

/** What waits for the person signed in, refreshed every half minute. */
export function useTodo() {
  const api = useApi();
  return useQuery({ queryKey: ['todo'], queryFn: () => dataOf(api.GET('/api/todo')), refetchInterval: 30_000 });
}
