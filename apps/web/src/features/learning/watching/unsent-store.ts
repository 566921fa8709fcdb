import type { Range } from '@xuexi/domain';

import type { KeyValueStore } from '../../../lib/storage';

/** What a play session has played and not heard an acknowledgement of. */
export interface Unsent {
  playSessionId: string;
  lessonVersionId: string;
  /** Whose it is: a shared phone must not report one person's watching as another's. */
  personId: string;
  /** The last number used in this session. */
  seq: number;
  ranges: Range[];
  rate: number;
  /** Where the player stood, in whole seconds. */
  position: number;
}

const PREFIX = 'xuexi.unsent.';

/** Keeps what is not acknowledged over reloads and closed tabs, one record a play session. */
export class UnsentStore {
  constructor(private readonly store: KeyValueStore) {}

  save(unsent: Unsent): void {
    if (unsent.ranges.length === 0) this.remove(unsent.playSessionId);
    else this.store.set(PREFIX + unsent.playSessionId, JSON.stringify(unsent));
  }

  remove(playSessionId: string): void {
    this.store.remove(PREFIX + playSessionId);
  }

  /** The records of a person, whichever lesson, the earliest play session first (their ids begin with the time); unreadable ones are dropped. */
  of(personId: string): Unsent[] {
    return this.store
      .keys()
      .filter((key) => key.startsWith(PREFIX))
      .flatMap((key) => this.read(key))
      .filter((unsent) => unsent.personId === personId)
      .sort((a, b) => (a.playSessionId < b.playSessionId ? -1 : 1));
  }

  private read(key: string): Unsent[] {
    const unsent = parse(this.store.get(key));
    if (unsent === null) this.store.remove(key);
    return unsent === null ? [] : [unsent];
  }
}

function parse(text: string | null): Unsent | null {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isUnsent(value) ? value : null;
  } catch {
    return null;
  }
}

function isUnsent(value: unknown): value is Unsent {
  if (typeof value !== 'object' || value === null) return false;
  const { playSessionId, lessonVersionId, personId, seq, ranges, rate, position } = value as Record<string, unknown>;
  const texts = [playSessionId, lessonVersionId, personId].every((text) => typeof text === 'string');
  const numbers = [seq, rate, position].every(Number.isFinite);
  return texts && numbers && Array.isArray(ranges) && ranges.every((range) => Array.isArray(range) && range.length === 2 && range.every(Number.isSafeInteger));
}
