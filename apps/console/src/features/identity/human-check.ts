import type { Api } from '@xuexi/api-client';
import { solveHumanCheck } from '@xuexi/ui';

import { type ApiClient, dataOf } from '../../lib/api';

/** Solves a proof of work; it is good for one request. */
export async function proveHuman(api: ApiClient): Promise<string> {
  return solveHumanCheck(await dataOf(api.GET('/api/human-check')));
}

/**
 * Sends a code by SMS.
 *
 * @param to the phone; left out for the one of the account
 * @param proven called when the proof of work is done and only the sending is left
 */
export async function sendCode(api: ApiClient, purpose: Api['RequestSmsCode']['purpose'], to: string | undefined, proven: () => void): Promise<Api['SmsCodeSent']> {
  const humanCheck = await proveHuman(api);
  proven();
  return dataOf(api.POST('/api/sms-codes', { body: { phone: to, purpose, humanCheck } }));
}
