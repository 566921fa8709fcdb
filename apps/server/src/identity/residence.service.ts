import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import type { Region } from '../regions/region.entity.js';
import { Person } from './person.entity.js';
import { Residence } from './residence.entity.js';

/** Where persons live, with history. */
@Injectable()
export class ResidenceService {
  constructor(private readonly clock: Clock) {}

  /**
   * Writes the first residence of a new person.
   * @param by account of who registered them; null: they themselves
   */
  async begin(tx: EntityManager, personId: string, region: Pick<Region, 'id' | 'path'>, by: string | null): Promise<void> {
    await tx.insert(Residence, { id: newId(), personId, regionId: region.id, regionPath: region.path, validFrom: this.clock.date(), validTo: null, changedBy: by });
  }

  /**
   * Moves a person to another region and keeps where they lived before. Whether the caller may do so, and the audit log,
   * are the caller's.
   * @param region held until the commit by `RegionsService.holdHome`
   * @returns false when they live there already
   */
  async changeRegion(tx: EntityManager, personId: string, region: Pick<Region, 'id' | 'path'>, by: string): Promise<boolean> {
    const person = await tx.findOneOrFail(Person, { select: { id: true, regionId: true }, where: { id: personId }, lock: { mode: 'pessimistic_write' } });
    if (person.regionId === region.id) return false;
    await tx.update(Residence, { personId, validTo: IsNull() }, { validTo: this.clock.date() });
    await this.begin(tx, personId, region, by);
    await tx.update(Person, { id: personId }, { regionId: region.id, regionPath: region.path });
    return true;
  }
}
