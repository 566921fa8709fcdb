import { Module } from '@nestjs/common';
import { ImportKindsModule } from '../imports/import-kind.js';
import { RegionImport } from './region-import.js';
import { RegionsModule } from './regions.module.js';

/** The import of regions, for the api and the worker. */
@Module({ imports: [ImportKindsModule, RegionsModule], providers: [RegionImport] })
export class RegionImportModule {}
