import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';
import { fileNameOf, saveFile } from '@xuexi/ui';

import { dataOf, useApi } from '../../lib/api';

export type Statement = Api['StaffStatement'];
export type Batch = Api['StatementBatch'];

/** What the list of statements is narrowed to. */
export interface Wanted {
  year: number;
  regionId: string | undefined;
  /** A 学员号 or the number of a statement; '' for all. */
  q: string;
  page: number;
}

export const PAGE_SIZE = 20;
const BATCHES = ['statement-batches'];
const POLL_MS = 2_000;

/** Whether a zip is still being made. */
export function isUnderWay({ state }: Batch): boolean {
  return state === 'queued' || state === 'running';
}

export function useStatements({ year, regionId, q, page }: Wanted) {
  const api = useApi();
  return useQuery({
    queryKey: ['statements', year, regionId, q, page],
    queryFn: () => dataOf(api.GET('/api/statements', { params: { query: { year, regionId, q: q === '' ? undefined : q, page, pageSize: PAGE_SIZE } } })),
    placeholderData: (before) => before,
  });
}

/** Fetches a statement on paper and hands it to the browser. */
export function usePaper() {
  const api = useApi();
  return useMutation({
    mutationFn: async ({ id, number }: Statement) => {
      const { data, response } = await api.GET('/api/statements/{id}/pdf', { params: { path: { id } }, parseAs: 'blob' });
      saveFile(data as unknown as Blob, fileNameOf(response, `${number}.pdf`));
    },
  });
}

/** The newest zips; looked at again while one is being made. */
export function useBatches() {
  const api = useApi();
  return useQuery({
    queryKey: BATCHES,
    queryFn: async () => (await dataOf(api.GET('/api/statement-batches'))).items,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? POLL_MS : false),
  });
}

/** Asks for a zip of a year and region; null is the whole installation. */
export function useStartBatch() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Api['StartStatementBatch']) => dataOf(api.POST('/api/statement-batches', { body })),
    onSettled: () => queries.invalidateQueries({ queryKey: BATCHES }),
  });
}

/** Fetches a zip and hands it to the browser. */
export function useZip() {
  const api = useApi();
  return useMutation({
    mutationFn: async ({ id }: Batch) => {
      const { data, response } = await api.GET('/api/statement-batches/{id}/zip', { params: { path: { id } }, parseAs: 'blob' });
      saveFile(data as unknown as Blob, fileNameOf(response, `${id}.zip`));
    },
  });
}
