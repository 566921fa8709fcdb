import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../../lib/api';

export type UnfinishedUpload = Api['MyUploads']['unfinished'][number];
export type RemovableMedia = Api['MyUploads']['removable'][number];

const SPACE_KEY = ['my-uploads'] as const;

/** What the server keeps of the instructor signed in. */
export function useUploadSpace() {
  const api = useApi();
  return useQuery({ queryKey: SPACE_KEY, queryFn: () => dataOf(api.GET('/api/my/uploads')), staleTime: 0 });
}

/** Removes a file from the server, or gives an unfinished upload up. */
export function useRemoveMedia() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => dataOf(api.DELETE('/api/media/{id}', { params: { path: { id } } })),
    // What somebody else has removed meanwhile is gone from the list, too.
    onSettled: () => queries.invalidateQueries({ queryKey: SPACE_KEY }),
  });
}
