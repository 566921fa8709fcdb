import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';
import { type CaptionCue, toVtt } from '@xuexi/domain';

import { dataOf, useApi } from '../../../lib/api';

export type CaptionTrack = Api['CaptionTrack'];

/** What is said of captions besides the cues. */
export type TrackAbout = Pick<CaptionTrack, 'label' | 'language' | 'dialect'>;

const tracksKey = (mediaId: string) => ['media', mediaId, 'captions'] as const;

/** A body that is a file; the document of the API knows none. */
const fileBody = (file: Blob | string) => ({ headers: { 'content-type': 'application/octet-stream' }, ...({ body: file, bodySerializer: (body: Blob | string) => body } as object) });

/** The tracks of a video. */
export function useCaptionTracks(mediaId: string) {
  const api = useApi();
  return useQuery({ queryKey: tracksKey(mediaId), queryFn: async () => (await dataOf(api.GET('/api/media/{id}/captions', { params: { path: { id: mediaId } } }))).items });
}

/** A track with its cues; read once for an editor, which must not have them changed under its hands. */
export function useCaptions(trackId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['captions', trackId],
    queryFn: () => dataOf(api.GET('/api/captions/{id}', { params: { path: { id: trackId } } })),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Takes a caption file. */
export function useAddCaptions(mediaId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, label, language, dialect }: TrackAbout & { file: Blob | string }) =>
      dataOf(api.POST('/api/media/{id}/captions', { params: { path: { id: mediaId }, query: { label, language, dialect: dialect ? 'true' : 'false' } }, ...fileBody(file) })),
    onSuccess: () => queries.invalidateQueries({ queryKey: tracksKey(mediaId) }),
  });
}

/** Saves all cues of a track. `over`: in place of whatever was saved meanwhile. */
export function useSaveCaptions(trackId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ cues, version, over }: { cues: readonly CaptionCue[]; version: number; over: boolean }) => {
      const path = { id: trackId };
      const newest = over ? (await dataOf(api.GET('/api/captions/{id}', { params: { path } }))).track.version : version;
      return dataOf(api.PUT('/api/captions/{id}', { params: { path, query: { version: newest } }, ...fileBody(toVtt(cues)) }));
    },
    onSuccess: ({ mediaId }) => queries.invalidateQueries({ queryKey: tracksKey(mediaId) }),
  });
}

/** Changes name, language or dialect of a track. */
export function useChangeTrack({ id, mediaId }: CaptionTrack) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: TrackAbout) => dataOf(api.PATCH('/api/captions/{id}', { params: { path: { id } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: tracksKey(mediaId) }),
  });
}

/** Removes a track. */
export function useRemoveTrack({ id, mediaId }: CaptionTrack) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/captions/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: tracksKey(mediaId) }),
  });
}

/** The course in which a video is shown, for the head of the page. */
export function useCourseOf(courseId: string) {
  const api = useApi();
  return useQuery({ queryKey: ['media', 'course', courseId], queryFn: () => dataOf(api.GET('/api/teaching/courses/{id}', { params: { path: { id: courseId } } })) });
}
