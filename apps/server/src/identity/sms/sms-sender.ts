import type { SmsPurpose } from '../sign-in/sign-in.dto.js';

/** Carries codes to phones. Providers differ in how. */
export abstract class SmsSender {
  /** False: nothing can be sent in this installation. */
  abstract readonly available: boolean;

  /** @throws Problem sms_unavailable when the message could not be handed over */
  abstract send(phone: string, purpose: SmsPurpose, code: string): Promise<void>;
}
