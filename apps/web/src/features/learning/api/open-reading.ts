import { useQuery } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';

export type DocumentPage = Api['Document']['pages'][number];

/** The addresses of the pages open for four hours. */
const FRESH_MS = 3 * 3600 * 1000;

/** Opens a document, which puts its course on the person's list. */
export const useReading = (lessonVersionId: string) =>
  useQuery({
    queryKey: ['reading', lessonVersionId],
    queryFn: () => take(api.POST('/api/lesson-versions/{id}/reading', { params: { path: { id: lessonVersionId } } })),
    staleTime: FRESH_MS,
    gcTime: FRESH_MS,
  });
