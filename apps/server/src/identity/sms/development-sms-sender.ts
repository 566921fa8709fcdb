import type { Clock } from '../../platform/clock.js';
import type { SmsPurpose } from '../sign-in/sign-in.dto.js';
import { SmsSender } from './sms-sender.js';

const KEPT = 50;

/** A code that was not sent. */
export interface KeptSmsCode {
  phone: string;
  purpose: SmsPurpose;
  code: string;
  sentAt: string;
}

/** Sends nothing: keeps the last codes for the page that shows them. For development and the demo only. */
export class DevelopmentSmsSender extends SmsSender {
  readonly available = true;
  private readonly kept: KeptSmsCode[] = [];

  constructor(private readonly clock: Clock) {
    super();
  }

  async send(phone: string, purpose: SmsPurpose, code: string): Promise<void> {
    this.kept.unshift({ phone, purpose, code, sentAt: this.clock.date().toISOString() });
    this.kept.length = Math.min(this.kept.length, KEPT);
  }

  /** The last codes, newest first. */
  codes(): KeptSmsCode[] {
    return [...this.kept];
  }
}
