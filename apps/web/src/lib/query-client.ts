import { QueryClient } from '@tanstack/react-query';
import { problemOf } from '@xuexi/ui';

/** Asks again once when the line was down; a refusal of the API stays one. */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (failures, error) => failures < 1 && problemOf(error) === null },
      mutations: { retry: false },
    },
  });
