import { useMutation } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';
import { problemOf } from '@xuexi/ui';

import { api, take } from '../../../lib/api';
import { proveHuman } from '../../../lib/human-check';
import { useEnter } from '../../../lib/session';

type Login = Pick<Api['Login'], 'login' | 'password'>;

/** Signs in with a phone number or 学员号 and the password; proves that no machine is asking where the API wants it. */
export function useSignIn() {
  const enter = useEnter();
  return useMutation({ mutationFn: signIn, onSuccess: enter });
}

/** Signs in with the code of an SMS. */
export function useSignInByCode() {
  const enter = useEnter();
  return useMutation({
    mutationFn: (login: Api['SmsLogin']) => take(api.POST('/api/session/sms', { body: login })),
    onSuccess: enter,
  });
}

async function signIn(login: Login) {
  try {
    return await take(api.POST('/api/session', { body: login }));
  } catch (error) {
    if (problemOf(error)?.code !== 'human_check_needed') throw error;
    return take(api.POST('/api/session', { body: { ...login, humanCheck: await proveHuman() } }));
  }
}
