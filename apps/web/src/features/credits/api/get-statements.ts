import { useQuery } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';

export type Statement = Api['Statement'];

/** The yearly statements, as the API orders them. */
export const useStatements = () =>
  useQuery({
    queryKey: ['statements'],
    queryFn: async () => (await take(api.GET('/api/my/statements'))).items,
  });
