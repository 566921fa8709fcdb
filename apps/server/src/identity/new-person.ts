import { newId } from '../platform/ids.js';
import type { Region } from '../regions/region.entity.js';
import type { Person } from './person.entity.js';

/** A person of whom nothing is known yet but where they live; without a data key. */
export function newPerson(region: Pick<Region, 'id' | 'path'>, createdAt: Date): Omit<Person, 'dataKey'> {
  return {
    id: newId(),
    verification: 'unverified',
    verifiedAt: null,
    unverifiedAt: null,
    registeredOn: null,
    registeredRegionPath: null,
    nameCipher: null,
    nameIndex: null,
    documentKind: null,
    idNumberCipher: null,
    idNumberIndex: null,
    birthYear: null,
    sex: null,
    state: 'active',
    stateOn: null,
    mergedInto: null,
    regionId: region.id,
    regionPath: region.path,
    organisationId: null,
    createdAt,
  };
}
