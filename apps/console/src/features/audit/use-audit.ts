import { keepPreviousData, useQuery } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

import type { AuditAddress } from './audit-address';

export type AuditEntry = Api['AuditEntry'];

/** A page of the audit log, the newest entries first. While another page comes, the one before stays. */
export function useAudit(address: AuditAddress) {
  const api = useApi();
  return useQuery({
    queryKey: ['audit', address],
    queryFn: () => dataOf(api.GET('/api/audit', { params: { query: address } })),
    placeholderData: keepPreviousData,
  });
}
