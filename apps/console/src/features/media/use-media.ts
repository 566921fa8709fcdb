import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type Media = Api['Media'];

/** How often a video is looked at while the worker has to do with it, and while its upload is open. */
const POLL_MS: Partial<Record<Media['state'], number>> = { checking: 1_500, queued: 1_500, transcoding: 1_500, uploading: 5_000 };

const mediaKey = (id: string) => ['media', id] as const;

/** A video as it stands; `known` is what the page already has of it. */
export function useMedia(known: Media): Media {
  const api = useApi();
  const { data } = useQuery({
    queryKey: mediaKey(known.id),
    queryFn: () => dataOf(api.GET('/api/media/{id}', { params: { path: { id: known.id } } })),
    initialData: known,
    staleTime: Infinity,
    refetchInterval: ({ state }) => POLL_MS[state.data?.state ?? known.state] ?? false,
  });
  return data;
}

/** Whether the server has made a video of an upload that was sent whole; asks until it has. `id` null: nothing was sent. */
export function useMediaOnceTaken(id: string | null): boolean {
  const api = useApi();
  const taken = (media: Media | undefined) => media !== undefined && media.state !== 'uploading';
  const { data } = useQuery({
    queryKey: mediaKey(id ?? ''),
    queryFn: () => dataOf(api.GET('/api/media/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== null,
    staleTime: 0,
    refetchInterval: ({ state }) => (taken(state.data) ? false : POLL_MS.queued),
  });
  return id !== null && taken(data);
}

/** Puts a failed video into the queue of the worker again. */
export function useRetryMedia() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => dataOf(api.POST('/api/media/{id}/retry', { params: { path: { id } } })),
    onSuccess: (media) => queries.setQueryData(mediaKey(media.id), media),
  });
}

/** Addresses to look at a video before it is published. */
export function usePreview(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['media', id, 'preview'],
    queryFn: () => dataOf(api.GET('/api/media/{id}/preview', { params: { path: { id } } })),
    // The addresses are signed for a while only.
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}
