import type { EntityManager } from 'typeorm';
import type { Region } from './region.entity.js';

/** A region whose people and roles go over to another. */
export interface RegionSuccession {
  from: Pick<Region, 'id' | 'path'>;
  to: Pick<Region, 'id' | 'path'>;
  /** Account of who ordered it; null: the installation. */
  by: string | null;
}

/**
 * What hangs on regions beyond the rows that follow them by themselves: the history of residence and the roles.
 * Identity provides it, so that regions knows no feature.
 */
export abstract class RegionDependants {
  /** Rows that follow have gone over already: residences get their new period, roles hold over the successor. */
  abstract succeed(tx: EntityManager, succession: RegionSuccession): Promise<void>;

  /** Ends the roles over a region that is closed. */
  abstract endRoles(tx: EntityManager, regionId: string, by: string | null): Promise<void>;

  /** Roles in force over the regions of a subtree. */
  abstract countRoles(tx: EntityManager, path: string): Promise<number>;
}
