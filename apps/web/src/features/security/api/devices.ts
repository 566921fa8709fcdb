import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api, take } from '../../../lib/api';

const DEVICES = ['devices'] as const;

/** Where the account is signed in. */
export const useDevices = () => useQuery({ queryKey: DEVICES, queryFn: async () => (await take(api.GET('/api/me/sessions'))).items });

/** Signs one device out. */
export function useSignOutDevice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => take(api.DELETE('/api/me/sessions/{id}', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: DEVICES }),
  });
}

/** Signs out every device but this one. */
export function useSignOutOthers() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => take(api.DELETE('/api/me/sessions')),
    onSettled: () => client.invalidateQueries({ queryKey: DEVICES }),
  });
}
