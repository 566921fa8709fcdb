import type { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { DevelopmentSmsSender } from './development-sms-sender.js';
import { HttpSmsSender, NoSmsSender } from './http-sms-sender.js';
import type { SmsSender } from './sms-sender.js';

/** The provider that the configuration asks for: a gateway; without one the page of codes in development, and nothing elsewhere. */
export function createSmsSender(config: Config, clock: Clock): SmsSender {
  if (config.smsGateway) return new HttpSmsSender(config.smsGateway, clock);
  return config.development ? new DevelopmentSmsSender(clock) : new NoSmsSender();
}
