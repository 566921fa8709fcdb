import { isWorkedOn } from '@xuexi/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { problemOf } from '@xuexi/ui';

import { dataOf, useApi } from '../../lib/api';

import { useMediaEvents } from './media-events';
import { type Media, mediaKey } from './media-query';

export type { Media } from './media-query';

const ASK_EVERY_MS = 1_500;
/** The server tells only of what it was seen to work on: a check may be over between this page's question and the server's next look. */
const ASK_BESIDE_EVENTS_EVERY_MS = 15_000;
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
    refetchInterval: ({ state }) => askEveryMs(state.data?.state ?? known.state, live),
  });
  return data;
}

/** How often an upload is asked after, in milliseconds; false: nothing changes by itself any more. @param live the server tells what changes */
export function askEveryMs(state: Media['state'], live: boolean): number | false {
  if (state === 'uploading') return ASK_ABOUT_UPLOAD_EVERY_MS;
  if (!isWorkedOn(state)) return false;
  return live ? ASK_BESIDE_EVENTS_EVERY_MS : ASK_EVERY_MS;
}

/** Whether the server has made a video of an upload that was sent whole; asks until it has. `id` null: nothing was sent. */
export function useMediaOnceTaken(id: string | null): boolean {
  const api = useApi();
  const { data, error } = useQuery({
    queryKey: mediaKey(id ?? ''),
    queryFn: () => dataOf(api.GET('/api/media/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== null,
    staleTime: 0,
    refetchInterval: ({ state }) => (taken(state.data, state.error) ? false : ASK_EVERY_MS),
  });
  return id !== null && taken(data, error);
}

/** One that was removed meanwhile is not waited for either. */
function taken(media: Media | undefined, error: unknown): boolean {
  return (media !== undefined && media.state !== 'uploading') || problemOf(error)?.code === 'not_found';
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
