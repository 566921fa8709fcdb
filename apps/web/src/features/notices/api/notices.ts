import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';
import { UNREAD } from '../../../lib/unread-notices';

export type Notice = Api['Notice'];

/** The newest messages; what was shown stays while more of them come. */
export const useNotices = (pageSize: number) =>
  useQuery({
    queryKey: ['notices', pageSize],
    queryFn: () => take(api.GET('/api/my/notices', { params: { query: { pageSize } } })),
    placeholderData: keepPreviousData,
  });

/** Marks a message and all before it as read; the list goes on showing which ones were new. */
export function useReadNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (until: string) => take(api.POST('/api/my/notices/read', { body: { until } })),
    onSuccess: (answer) => client.setQueryData(UNREAD, answer),
  });
}
