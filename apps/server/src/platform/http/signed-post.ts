import { createHmac, randomUUID } from 'node:crypto';
import type { SignedGateway } from '../config/config.js';

const TIMEOUT_MS = 5000;

/**
 * Asks a service outside: POST of JSON with HMAC-SHA256 of `timestamp.nonce.body` in `x-signature`, so that nobody else
 * can ask in the installation's name and no request can be sent twice.
 * @param now milliseconds since the epoch
 * @returns the JSON of the answer, or null when it is none
 * @throws Error, which names nothing of the body, when there is no answer of success within 5 s
 */
export async function signedPost({ url, key }: SignedGateway, payload: object, now: number): Promise<unknown> {
  const timestamp = String(now);
  const nonce = randomUUID();
  const body = JSON.stringify(payload);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-timestamp': timestamp,
      'x-nonce': nonce,
      'x-signature': createHmac('sha256', key).update(`${timestamp}.${nonce}.${body}`).digest('hex'),
    },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The service answered ${response.status}`);
  return response.headers.get('content-type')?.includes('json') ? parsed(text) : null;
}

/** Without the parser's own message, which quotes what it read. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('The service answered broken JSON');
  }
}
