import type { Api } from '@xuexi/api-client';
import type { SentCode } from '@xuexi/ui';
import { maskPhone } from '@xuexi/domain';

import { api, take } from './api';
import { proveHuman } from './human-check';

type Purpose = Api['RequestSmsCode']['purpose'];

/** Sends a code to a phone; `proven` is called when only the sending is left. */
export async function sendCode(purpose: Exclude<Purpose, 'confirm'>, phone: string, proven: () => void): Promise<SentCode> {
  const { resendAfterSeconds } = await ask({ purpose, phone }, proven);
  return { phoneMasked: maskPhone(phone), resendAfterSeconds };
}

/** Sends a code to the phone of the signed-in account. */
export async function sendConfirmationCode(phoneMasked: string, proven: () => void): Promise<SentCode> {
  const { resendAfterSeconds } = await ask({ purpose: 'confirm' }, proven);
  return { phoneMasked, resendAfterSeconds };
}

async function ask(request: Omit<Api['RequestSmsCode'], 'humanCheck'>, proven: () => void) {
  const humanCheck = await proveHuman();
  proven();
  return take(api.POST('/api/sms-codes', { body: { ...request, humanCheck } }));
}
