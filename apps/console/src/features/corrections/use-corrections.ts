import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type Correction = Api['CreditCorrection'];
export type CreditAppeal = Api['CreditAppeal'];
export type LearnerCredits = Api['MyCredits'];

export const CORRECTIONS = ['corrections'];
export const A_PAGE = 20;

/** Corrections of one's regions: those that wait, or all. */
export function useCorrections(waiting: boolean, page: number) {
  const api = useApi();
  return useQuery({
    queryKey: [...CORRECTIONS, 'list', waiting, page],
    queryFn: () => dataOf(api.GET('/api/credit-corrections', { params: { query: { state: waiting ? 'waiting' : undefined, page, pageSize: A_PAGE } } })),
    placeholderData: keepPreviousData,
  });
}

/** Objections of learners: those that are open, or those that were answered. */
export function useAppeals(state: 'open' | 'answered', page: number) {
  const api = useApi();
  return useQuery({
    queryKey: [...CORRECTIONS, 'appeals', state, page],
    queryFn: () => dataOf(api.GET('/api/credit-appeals', { params: { query: { state, page, pageSize: A_PAGE } } })),
    placeholderData: keepPreviousData,
  });
}

/** What a learner holds of a year; the current one when none is named. */
export function useLearnerCredits(personId: string, year: number | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: [...CORRECTIONS, 'learner', personId, year],
    queryFn: () => dataOf(api.GET('/api/learners/{id}/credits', { params: { path: { id: personId }, query: { year } } })),
    placeholderData: keepPreviousData,
  });
}

/** Whose credits they are, masked; null without a name. */
export function useLearnerName(personId: string): string | null {
  const api = useApi();
  const { data } = useQuery({ queryKey: [...CORRECTIONS, 'name', personId], queryFn: () => dataOf(api.GET('/api/learners/{id}', { params: { path: { id: personId } } })) });
  return data?.nameMasked ?? null;
}

/** Decisions about what was asked for. */
export function useDecisions() {
  const api = useApi();
  const onSuccess = useRefresh();
  const of = (id: string) => ({ params: { path: { id } } });
  return {
    approve: useMutation({ mutationFn: (id: string) => dataOf(api.POST('/api/credit-corrections/{id}/approval', of(id))), onSuccess }),
    reject: useMutation({ mutationFn: ({ id, note }: { id: string; note: string }) => dataOf(api.POST('/api/credit-corrections/{id}/rejection', { ...of(id), body: { note } })), onSuccess }),
    withdraw: useMutation({ mutationFn: (id: string) => dataOf(api.POST('/api/credit-corrections/{id}/withdrawal', of(id))), onSuccess }),
    answer: useMutation({ mutationFn: ({ id, ...body }: Api['AppealAnswer'] & { id: string }) => dataOf(api.POST('/api/credit-appeals/{id}/answer', { ...of(id), body })), onSuccess }),
  };
}

/** What is asked for, with the paper that it rests on. */
export type Asked<T> = Omit<T, 'documentId'> & { paper: File };

/** Asks for a grant; its paper is uploaded first. */
export function useGrant(personId: string) {
  const api = useApi();
  const upload = useUpload();
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: async ({ paper, ...body }: Asked<Api['RequestGrant']>) =>
      dataOf(api.POST('/api/learners/{id}/credit-grants', { params: { path: { id: personId } }, body: { ...body, documentId: await upload(paper) } })),
    onSuccess,
  });
}

/** Asks for an entry to be taken back. */
export function useReverse(entryId: string) {
  const api = useApi();
  const upload = useUpload();
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: async ({ paper, ...body }: Asked<Api['RequestReversal']>) =>
      dataOf(api.POST('/api/credit-entries/{id}/reversal', { params: { path: { id: entryId } }, body: { ...body, documentId: await upload(paper) } })),
    onSuccess,
  });
}

/** Records a class that was attended. */
export function useAttendance(personId: string) {
  const api = useApi();
  return useMutation({
    mutationFn: (body: Api['RecordAttendance']) => dataOf(api.POST('/api/learners/{id}/attendances', { params: { path: { id: personId } }, body })),
    onSuccess: useRefresh(),
  });
}

/** Stores a paper. @returns its id */
function useUpload(): (paper: File) => Promise<string> {
  const api = useApi();
  return async (paper) => {
    const stored = await dataOf(
      api.POST('/api/credit-documents', {
        params: { query: { fileName: paper.name } },
        headers: { 'content-type': 'application/octet-stream' },
        // The document knows no body: it is the file itself.
        ...({ body: paper, bodySerializer: (body: File) => body } as object),
      }),
    );
    return stored.id;
  };
}

function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () => Promise.all([queries.invalidateQueries({ queryKey: CORRECTIONS }), queries.invalidateQueries({ queryKey: ['todo'] })]);
}
