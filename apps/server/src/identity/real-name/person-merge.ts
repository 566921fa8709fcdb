import type { EntityManager } from 'typeorm';

/** Two persons that are one: the absorbed one's learning and logins go over to the kept one. */
export interface MergeOrder {
  /** Person id. */
  keep: string;
  absorb: string;
  /** Account of who answers for it. */
  by: string;
  reason: string;
}

/** Merges double registrations. Declared here, because a claim can end in it; the desk does it. */
export abstract class PersonMerge {
  /** @throws Problem when the two cannot become one */
  abstract merge(tx: EntityManager, order: MergeOrder): Promise<void>;
}
