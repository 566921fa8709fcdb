import { ImportRun } from '../../src/imports/import-run.entity.js';
import { newId } from '../../src/platform/ids.js';
import type { Region } from '../../src/regions/region.entity.js';
import type { World } from '../support/world.js';

/** An import of residents into a region whose dry run is done. @returns its id */
export async function anImport(world: World, region: Region, more: Partial<ImportRun> = {}): Promise<string> {
  const id = newId();
  await world.db.manager.insert(ImportRun, {
    id,
    kind: 'residents',
    state: 'checked',
    fileName: '居民.csv',
    fileBytes: 100,
    fileSha256: '0'.repeat(64),
    regionId: region.id,
    regionPath: region.path,
    totalRows: 1,
    processedRows: 1,
    createdRows: 1,
    changedRows: 0,
    unchangedRows: 0,
    faultyRows: 0,
    fence: 1,
    startedBy: newId(),
    createdAt: world.clock.date(),
    heartbeatAt: world.clock.date(),
    ...more,
  });
  return id;
}
