import { useQuery } from '@tanstack/react-query';

import { api, take } from '../../../lib/api';

/** The categories, in the order that the installation gives them. */
export const useCategories = () =>
  useQuery({
    queryKey: ['categories'],
    queryFn: async () => (await take(api.GET('/api/categories'))).items,
    staleTime: 3_600_000,
  });
