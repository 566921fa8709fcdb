import { isWorkedOn } from '@xuexi/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { dataOf, useApi } from '../../lib/api';

import { useMediaEvents } from './media-events';
import { type Media, mediaKey } from './media-query';

export type { Media } from './media-query';

const ASK_EVERY_MS = 1_500;
/** Its bytes come from this or another page, which tells more. */
const ASK_ABOUT_UPLOAD_EVERY_MS = 5_000;

/** An upload as it stands; `known` is what the page already has of it. The server tells what changes; where it is not heard, it is asked. */
export function useMedia(known: Media): Media {
  const api = useApi();
  const queries = useQueryClient();
  const live = useMediaEvents(isWorkedOn((queries.getQueryData<Media>(mediaKey(known.id)) ?? known).state));
  const { data } = useQuery({
    queryKey: mediaKey(known.id),
    queryFn: () => dataOf(api.GET('/api/media/{id}', { params: { path: { id: known.id } } })),
    initialData: known,
    staleTime: Infinity,
    refetchInterval: ({ state }) => {
      const current = state.data?.state ?? known.state;
      if (current === 'uploading') return ASK_ABOUT_UPLOAD_EVERY_MS;
      return isWorkedOn(current) && !live ? ASK_EVERY_MS : false;
    },
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
    refetchInterval: ({ state }) => (taken(state.data) ? false : ASK_EVERY_MS),
  });
  return id !== null && taken(data);
}

/** What an instructor can have done with an upload: stop the work on it, try it again, or transcode anew what is ready. */
export type MediaAct = 'cancel' | 'retry' | 'transcode';

export function useMediaAct() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, act }: { id: string; act: MediaAct }) => dataOf(api.POST(`/api/media/{id}/${act}`, { params: { path: { id } } })),
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
