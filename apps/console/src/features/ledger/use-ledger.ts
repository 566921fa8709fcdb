import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type Alarm = Api['Alarm'];
export type Reconciliation = Api['Reconciliation'];
export type CreditRoot = Api['CreditRoot'];
export type AlarmState = 'open' | 'resolved';

const ALARMS = ['ledger', 'alarms'];
const POLL_MS = 3_000;
const DAYS = 14;

/** The last nights, the newest first; looked at again while one is under way. */
export function useReconciliations() {
  const api = useApi();
  return useQuery({
    queryKey: ['ledger', 'reconciliations'],
    queryFn: async () => (await dataOf(api.GET('/api/ledger/reconciliations'))).items,
    refetchInterval: ({ state }) => (state.data?.[0]?.state === 'running' ? POLL_MS : false),
  });
}

/** Alarms, the newest first, and how many are open. */
export function useAlarms(state: AlarmState) {
  const api = useApi();
  return useQuery({ queryKey: [...ALARMS, state], queryFn: () => dataOf(api.GET('/api/ledger/alarms', { params: { query: { state } } })) });
}

/** Marks an alarm as dealt with. */
export function useResolveAlarm(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => dataOf(api.POST('/api/ledger/alarms/{id}/resolution', { params: { path: { id } }, body: { reason } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ALARMS }),
  });
}

/** The signed days, the newest first. */
export function useCreditRoots() {
  const api = useApi();
  return useQuery({ queryKey: ['ledger', 'roots'], queryFn: () => dataOf(api.GET('/api/public/credit-roots', { params: { query: { limit: DAYS } } })) });
}
