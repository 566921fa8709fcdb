import { createHmac, randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { Clock } from '../../platform/clock.js';
import type { SignedGateway } from '../../platform/config/config.js';
import { Problem } from '../../platform/errors/problem.js';
import type { SmsPurpose } from '../sign-in/sign-in.dto.js';
import { SmsSender } from './sms-sender.js';

const TIMEOUT_MS = 5000;

/**
 * Hands codes to an HTTP gateway: POST of JSON, with HMAC-SHA256 of `timestamp.nonce.body` in the header
 * `x-signature`, so that nobody else can send in the installation's name and no message can be sent twice.
 */
export class HttpSmsSender extends SmsSender {
  readonly available = true;
  private readonly logger = new Logger(HttpSmsSender.name);

  constructor(
    private readonly gateway: SignedGateway,
    private readonly clock: Clock,
  ) {
    super();
  }

  async send(phone: string, purpose: SmsPurpose, code: string): Promise<void> {
    const timestamp = String(this.clock.now());
    const nonce = randomUUID();
    const body = JSON.stringify({ phone, template: purpose, code, timestamp, nonce });
    const signature = createHmac('sha256', this.gateway.key).update(`${timestamp}.${nonce}.${body}`).digest('hex');
    try {
      const response = await fetch(this.gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-timestamp': timestamp, 'x-nonce': nonce, 'x-signature': signature },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`The gateway answered ${response.status}`);
    } catch (error) {
      // Its message names no phone: fetch knows the gateway only.
      this.logger.warn({ err: error }, 'an SMS code could not be handed over');
      throw new Problem('sms_unavailable', [], { cause: error });
    }
  }
}

/** An installation without a gateway: people sign in by password. */
export class NoSmsSender extends SmsSender {
  readonly available = false;

  send(): Promise<void> {
    return Promise.reject(new Problem('sms_unavailable'));
  }
}
