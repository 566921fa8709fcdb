/** One setting under which acknowledged work can be lost: what it is, and what it has to be. */
export interface UnsafeSetting {
  name: string;
  is: string;
  mustBe: string;
}

/** Stops the process at boot: a service that it stores its work in would lose it (reliability.md, row 5). */
export class NotDurable extends Error {
  override readonly name = 'NotDurable';

  constructor(service: 'database' | 'queue in Redis', settings: readonly UnsafeSetting[]) {
    const found = settings.map(({ name, is, mustBe }) => `${name} is ${is}, set it to ${mustBe}`);
    super(`The ${service} can lose what it has acknowledged: ${found.join('; ')}. What each setting is for: docs/operations.md.`);
  }
}
