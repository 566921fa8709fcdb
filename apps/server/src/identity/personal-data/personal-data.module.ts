import { Global, Module } from '@nestjs/common';
import { RegionsModule } from '../../regions/regions.module.js';
import { PersonsModule } from '../persons.module.js';
import { DataExportService } from './data-export.service.js';
import { ErasureJournal } from './erasure-journal.js';
import { ErasureService } from './erasure.service.js';
import { IdentityPersonalData } from './identity-personal-data.js';
import { PersonalDataSources } from './personal-data-source.js';
import { PersonalDataController } from './personal-data.controller.js';
import { RevealService } from './reveal.service.js';

/** A person's rights over their own data. Global, because every feature that keeps some registers its source here. */
@Global()
@Module({
  imports: [PersonsModule, RegionsModule],
  controllers: [PersonalDataController],
  providers: [DataExportService, ErasureJournal, ErasureService, IdentityPersonalData, PersonalDataSources, RevealService],
  exports: [ErasureService, PersonalDataSources],
})
export class PersonalDataModule {}
