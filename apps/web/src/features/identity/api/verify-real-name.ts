import { useMutation } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';
import { useEnter } from '../../../lib/session';

/** Registers the real name; what was provisional counts from then on, so everything is asked anew. */
export function useVerifyRealName() {
  const enter = useEnter();
  return useMutation({
    mutationFn: (realName: Api['RealName']) => take(api.POST('/api/me/real-name', { body: realName })),
    onSuccess: enter,
  });
}
