import { useMutation } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';
import { useEnter } from '../../../lib/session';

/** The second step of signing in: a dynamic code, or one of the recovery codes. */
export function usePassSecondFactor() {
  const enter = useEnter();
  return useMutation({
    mutationFn: (factor: Api['SecondFactor']) => take(api.POST('/api/session/second-factor', { body: factor })),
    onSuccess: enter,
  });
}
