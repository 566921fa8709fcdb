import { Module } from '@nestjs/common';
import { IntakeModule } from '../../identity/intake/intake.module.js';
import { ImportKindsModule } from '../../imports/import-kind.js';
import { CorrectionRequestsModule } from './correction-requests.module.js';
import { GrantsImport } from './grants-import.js';

/** The import of grants, for the api and the worker. */
@Module({ imports: [CorrectionRequestsModule, ImportKindsModule, IntakeModule], providers: [GrantsImport] })
export class GrantsImportModule {}
