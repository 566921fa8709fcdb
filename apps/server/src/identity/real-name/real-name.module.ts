import { Module } from '@nestjs/common';
import { RegionsModule } from '../../regions/regions.module.js';
import { ConsentsController } from '../consents/consents.controller.js';
import { GuardianConsentsController } from '../consents/guardian-consents.controller.js';
import { GuardianConsentsService } from '../consents/guardian-consents.service.js';
import { MyConsentsService } from '../consents/my-consents.service.js';
import { PersonsModule } from '../persons.module.js';
import { ClaimRequestsService } from './claim-requests.service.js';
import { ClaimReviewService } from './claim-review.service.js';
import { MyRealNameController } from './my-real-name.controller.js';
import { RealNameClaimsController } from './real-name-claims.controller.js';

/** Claims to a real name, what staff decide on them, and the consents without which there is none. */
@Module({
  imports: [PersonsModule, RegionsModule],
  controllers: [ConsentsController, GuardianConsentsController, MyRealNameController, RealNameClaimsController],
  providers: [ClaimRequestsService, ClaimReviewService, GuardianConsentsService, MyConsentsService],
  exports: [ClaimReviewService, GuardianConsentsService],
})
export class RealNameModule {}
