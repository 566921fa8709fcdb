import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type Import = Api['Import'];
export type ImportKind = Import['kind'];

const IMPORTS = ['imports'];
const POLL_MS = 1_000;
export const IMPORTS_A_PAGE = 20;
export const FAULTS_A_PAGE = 50;

/** Whether the worker has something to do for it. */
export function isWorking({ state }: Import): boolean {
  return state === 'uploaded' || state === 'checking' || state === 'applying';
}

/** What to import, where, and whose consent was taken. */
export interface NewImport {
  kind: ImportKind;
  /** Absent: the whole installation. */
  regionId: string | undefined;
  organisationId: string | undefined;
  consented: boolean;
  file: File;
}

/** The kinds of tables with their columns. */
export function useImportKinds() {
  const api = useApi();
  return useQuery({ queryKey: [...IMPORTS, 'kinds'], queryFn: async () => (await dataOf(api.GET('/api/imports/kinds'))).items, staleTime: Infinity });
}

/** Imports of one's regions, the newest first. */
export function useImports(page: number) {
  const api = useApi();
  return useQuery({
    queryKey: [...IMPORTS, 'list', page],
    queryFn: () => dataOf(api.GET('/api/imports', { params: { query: { page, pageSize: IMPORTS_A_PAGE } } })),
    refetchInterval: ({ state }) => (state.data?.items.some(isWorking) ? POLL_MS : false),
  });
}

/** One import; looked at every second while it is worked on. */
export function useImport(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...IMPORTS, 'one', id],
    queryFn: () => dataOf(api.GET('/api/imports/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? POLL_MS : false),
  });
}

/** What has to be changed in a table. @param state of the import: another pass finds its own faults */
export function useFaults(id: string, state: Import['state'], page: number) {
  const api = useApi();
  return useQuery({
    queryKey: [...IMPORTS, 'faults', id, state, page],
    queryFn: () => dataOf(api.GET('/api/imports/{id}/faults', { params: { path: { id }, query: { page, pageSize: FAULTS_A_PAGE } } })),
    placeholderData: (before) => before,
  });
}

/** Organisations of a region to choose from. */
export function useOrganisationsOf(regionId: string | undefined, enabled: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: [...IMPORTS, 'organisations', regionId],
    queryFn: async () => (await dataOf(api.GET('/api/organisations', { params: { query: { regionId, limit: 100 } } }))).items,
    enabled,
  });
}

/** Uploads a table; its dry run begins by itself. */
export function useUpload() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, consented, ...query }: NewImport) =>
      dataOf(
        api.POST('/api/imports', {
          params: { query: { ...query, fileName: file.name, consented: consented ? 'true' : 'false' } },
          headers: { 'content-type': 'application/octet-stream' },
          // The document knows no body: it is the file itself.
          ...({ body: file, bodySerializer: (body: File) => body } as object),
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...IMPORTS, 'list'] }),
  });
}

/** Applies an import whose dry run is done. */
export function useApply(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf(api.POST('/api/imports/{id}/application', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: IMPORTS }),
  });
}

/** Stops an import and removes its file. */
export function useCancel(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/imports/{id}', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: IMPORTS }),
  });
}
