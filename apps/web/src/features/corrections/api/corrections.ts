import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';

export type MyCorrection = Api['MyCorrection'];

const keyOf = (id: string) => ['corrections', id];

/** A correction of one's own credits. */
export const useMyCorrection = (id: string) => useQuery({ queryKey: keyOf(id), queryFn: () => take(api.GET('/api/my/corrections/{id}', { params: { path: { id } } })) });

/** Objects to it. */
export function useAppeal(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => take(api.POST('/api/my/corrections/{id}/appeal', { params: { path: { id } }, body: { text } })),
    onSuccess: (correction) => client.setQueryData(keyOf(id), correction),
  });
}
