import { Module } from '@nestjs/common';
import { PersonsModule } from '../../identity/persons.module.js';
import { RegionsModule } from '../../regions/regions.module.js';
import { PolicyTimelineModule } from '../policies/policy-timeline.module.js';
import { CheckCodes } from './check-codes.js';
import { PaperFont } from './paper-font.js';
import { PublicAddresses } from './public-addresses.js';
import { StatementBatchFiles } from './statement-batch-files.js';
import { StatementPapers } from './statement-papers.service.js';
import { StatementPress } from './statement-press.js';
import { StatementRecords } from './statement-records.service.js';
import { StatementsInRegion } from './statements-in-region.js';

const PARTS = [CheckCodes, PaperFont, PublicAddresses, StatementBatchFiles, StatementPapers, StatementPress, StatementRecords, StatementsInRegion];

/** Statements on paper: what the api draws for one person, the worker for a region. */
@Module({ imports: [PersonsModule, PolicyTimelineModule, RegionsModule], providers: PARTS, exports: PARTS })
export class StatementPapersModule {}
