import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../platform/auth/principal.js';
import { isWithinScope } from '../platform/auth/scope.js';
import { Problem } from '../platform/errors/problem.js';
import type { RegionContentsDto } from './region-admin.dto.js';
import { RegionDependants } from './region-dependants.js';
import { contentsOf } from './region-followers.js';
import { RegionTree } from './region-tree.service.js';
import { Region } from './region.entity.js';
import { RegionsRepository } from './regions.repository.js';

/** How far a caller reaches in the tree, and how much a change of it touches. */
@Injectable()
export class RegionReach {
  constructor(
    private readonly tree: RegionTree,
    private readonly regions: RegionsRepository,
    private readonly dependants: RegionDependants,
  ) {}

  /** Whether the caller may change a region: it lies below a region of theirs. */
  mayChange(caller: Principal, region: Region): boolean {
    return caller.scope('regions.write').some((path) => region.path.startsWith(path) && region.path !== path);
  }

  /**
   * An open region that the caller may change.
   * @throws Problem not_found outside the caller's regions, not_permitted for that very region, region_closed
   */
  async changeable(tx: EntityManager, caller: Principal, id: string): Promise<Region> {
    const region = await this.within(tx, caller, id);
    if (!this.mayChange(caller, region)) throw new Problem('not_permitted');
    return region;
  }

  /** An open region of the caller's, their own among them. @throws Problem not_found, region_closed */
  async within(tx: EntityManager, caller: Principal, id: string): Promise<Region> {
    const region = await tx.findOneBy(Region, { id });
    if (!region || !isWithinScope(region.path, caller.scope('regions.write'))) throw new Problem('not_found');
    return this.tree.open(tx, id);
  }

  async contents(tx: EntityManager, path: string): Promise<RegionContentsDto> {
    return { ...(await contentsOf(tx, path)), regions: await this.regions.countOpenBelow(tx, path), roles: await this.dependants.countRoles(tx, path) };
  }
}
