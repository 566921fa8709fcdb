import { Module } from '@nestjs/common';
import { PersonsModule } from '../../identity/persons.module.js';
import { LedgerPostingModule } from '../ledger-posting.module.js';
import { CorrectionLimits } from './correction-limits.js';
import { CorrectionPosting } from './correction-posting.js';
import { CorrectionRequests } from './correction-requests.js';

/** All that posting a correction needs, for api and worker. */
@Module({
  imports: [LedgerPostingModule, PersonsModule],
  providers: [CorrectionLimits, CorrectionPosting, CorrectionRequests],
  exports: [CorrectionLimits, CorrectionPosting, CorrectionRequests],
})
export class CorrectionRequestsModule {}
