import type { Api } from '@xuexi/api-client';
import { solveHumanCheck } from '@xuexi/ui';

import { api, take } from '../../../lib/api';

/** Solves a proof of work; good for one request. */
export async function proveHuman(): Promise<string> {
  return solveHumanCheck(await take(api.GET('/api/human-check')));
}

/** Sends a code by SMS. @param proven called when only the sending is left */
export async function sendCode(phone: string, purpose: Api['RequestSmsCode']['purpose'], proven: () => void): Promise<Api['SmsCodeSent']> {
  const humanCheck = await proveHuman();
  proven();
  return take(api.POST('/api/sms-codes', { body: { phone, purpose, humanCheck } }));
}
