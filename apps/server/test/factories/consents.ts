import { CONSENT_TEXTS } from '@xuexi/domain';
import { expect } from '@jest/globals';
import type { Someone } from './persons.js';

/** The same, having agreed to what is collected for the real name. */
export async function agreed(someone: Someone): Promise<Someone> {
  const { version } = CONSENT_TEXTS.real_name;
  expect((await someone.agent.post('/api/me/consents', { purpose: 'real_name', version })).status).toBe(200);
  return someone;
}
