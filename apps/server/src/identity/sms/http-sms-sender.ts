import { Logger } from '@nestjs/common';
import type { Clock } from '../../platform/clock.js';
import type { SignedGateway } from '../../platform/config/config.js';
import { Problem } from '../../platform/errors/problem.js';
import { signedPost } from '../../platform/http/signed-post.js';
import type { SmsPurpose } from '../sign-in/sign-in.dto.js';
import { SmsSender } from './sms-sender.js';

/** Hands codes to an HTTP gateway as a signed request (platform/http/signed-post.ts). */
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
    try {
      await signedPost(this.gateway, { phone, template: purpose, code }, this.clock.now());
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
