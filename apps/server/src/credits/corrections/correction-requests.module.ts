import { Module } from '@nestjs/common';
import { PersonsModule } from '../../identity/persons.module.js';
import { LedgerPostingModule } from '../ledger-posting.module.js';
import { CorrectionPosting } from './correction-posting.js';
import { CorrectionRequests } from './correction-requests.js';

/** All that posting a correction needs, for api and worker. */
@Module({
  imports: [LedgerPostingModule, PersonsModule],
  providers: [CorrectionPosting, CorrectionRequests],
  exports: [CorrectionPosting, CorrectionRequests],
})
export class CorrectionRequestsModule {}
