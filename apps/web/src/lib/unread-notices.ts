import { useQuery } from '@tanstack/react-query';

import { api, take } from './api';
import { useMe } from './session';

/** Under which key it is kept how many messages are unread. */
export const UNREAD = ['unread-notices'] as const;

/** How many messages are unread; 0 for a guest and while it is not known. */
export function useUnreadNotices(): number {
  const signedIn = Boolean(useMe());
  const { data } = useQuery({ queryKey: UNREAD, queryFn: () => take(api.GET('/api/my/notices/unread')), enabled: signedIn, staleTime: 60_000 });
  return (signedIn && data?.unread) || 0;
}
