import { newId } from '../../src/platform/ids.js';
import { Organisation } from '../../src/organisations/organisation.entity.js';
import type { Region } from '../../src/regions/region.entity.js';
import type { World } from '../support/world.js';

let made = 0;

/** An open organisation of a region, without a credit code. */
export async function anOrganisation(world: World, region: Region, changes: Partial<Organisation> = {}): Promise<Organisation> {
  const organisation: Organisation = {
    id: newId(),
    name: `测试单位 ${++made} 号`,
    kind: 'company',
    creditCode: null,
    regionId: region.id,
    regionPath: region.path,
    createdAt: world.clock.date(),
    closedAt: null,
    ...changes,
  };
  await world.db.manager.insert(Organisation, organisation);
  return organisation;
}
