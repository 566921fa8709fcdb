import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../../lib/api';

export type NoteData = Api['Note'];

const notesKey = (lessonVersionId: string) => ['notes', lessonVersionId];

/** One's own notes in a lesson, in order of their place. */
export const useNotes = (lessonVersionId: string) =>
  useQuery({
    queryKey: notesKey(lessonVersionId),
    queryFn: async () => (await take(api.GET('/api/my/notes', { params: { query: { lessonVersionId } } }))).items,
  });

/** Writes, changes and removes notes of a lesson. */
export function useNoteChanges(lessonVersionId: string) {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: notesKey(lessonVersionId) });
  return {
    add: useMutation({ mutationFn: (note: { position: number; text: string }) => take(api.POST('/api/my/notes', { body: { lessonVersionId, ...note } })), onSuccess }),
    change: useMutation({ mutationFn: ({ id, text }: { id: string; text: string }) => take(api.PATCH('/api/my/notes/{id}', { params: { path: { id } }, body: { text } })), onSuccess }),
    remove: useMutation({ mutationFn: (id: string) => take(api.DELETE('/api/my/notes/{id}', { params: { path: { id } } })), onSuccess }),
  };
}
