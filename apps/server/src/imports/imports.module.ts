import { Module } from '@nestjs/common';
import { IntakeModule } from '../identity/intake/intake.module.js';
import { PersonsModule } from '../identity/persons.module.js';
import { HomesService } from '../regions/homes.service.js';
import { RegionsModule } from '../regions/regions.module.js';
import { ImportFiles } from './import-files.js';
import { ImportRunsRepository } from './import-runs.repository.js';
import { ImportUploads } from './import-uploads.service.js';
import { ImportsController } from './imports.controller.js';
import { ImportsService } from './imports.service.js';
import { ResidentsImport } from './kinds/residents-import.js';
import { RosterImport } from './kinds/roster-import.js';

/** 批量导入, as staff use it. */
@Module({
  imports: [IntakeModule, PersonsModule, RegionsModule],
  controllers: [ImportsController],
  providers: [ImportFiles, ImportRunsRepository, ImportUploads, ImportsService, HomesService, ResidentsImport, RosterImport],
})
export class ImportsModule {}
