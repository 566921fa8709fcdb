import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { IntakeModule } from '../identity/intake/intake.module.js';
import { PersonsModule } from '../identity/persons.module.js';
import { QUEUES } from '../platform/queue/queues.js';
import { HomesService } from '../regions/homes.service.js';
import { BatchCommitter } from './batch-committer.js';
import { ImportFiles } from './import-files.js';
import { ImportRunner } from './import-runner.js';
import { ImportRunsRepository } from './import-runs.repository.js';
import { ImportsProcessor } from './imports.processor.js';
import { ImportsSweeper } from './imports.sweeper.js';
import { ResidentsImport } from './kinds/residents-import.js';
import { StoredImports } from './stored-imports.js';
import { RosterImport } from './kinds/roster-import.js';

/** What the worker does with imports. */
@Module({
  imports: [BullModule.registerQueue({ name: QUEUES.imports }), IntakeModule, PersonsModule],
  providers: [BatchCommitter, ImportFiles, ImportRunner, ImportRunsRepository, ImportsProcessor, ImportsSweeper, HomesService, ResidentsImport, RosterImport, StoredImports],
})
export class ImportsWorkerModule {}
