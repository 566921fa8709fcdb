import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api, take } from '../../../lib/api';

const FAVOURITES = ['favourites'];

/** The courses one keeps for later, newest first; nothing is asked for a guest. */
export const useFavourites = (guest: boolean) =>
  useQuery({
    queryKey: FAVOURITES,
    queryFn: async () => (await take(api.GET('/api/my/favourites'))).items,
    enabled: !guest,
    staleTime: 60_000,
  });

/** Keeps a course, or keeps it no longer. */
export function useKeep(courseId: string) {
  const client = useQueryClient();
  const params = { path: { id: courseId } };
  return useMutation({
    mutationFn: (keep: boolean) => take(keep ? api.PUT('/api/my/favourites/{id}', { params }) : api.DELETE('/api/my/favourites/{id}', { params })),
    onSuccess: () => client.invalidateQueries({ queryKey: FAVOURITES }),
  });
}
