import { Module } from '@nestjs/common';
import { CreditsModule } from '../credits.module.js';
import { AppealsController } from './appeals.controller.js';
import { AppealsService } from './appeals.service.js';
import { AttendancesService } from './attendances.service.js';
import { CorrectionRequestsModule } from './correction-requests.module.js';
import { CorrectionsController } from './corrections.controller.js';
import { CorrectionsPersonalData } from './corrections-personal-data.js';
import { CorrectionsReading } from './corrections-reading.service.js';
import { CorrectionsService } from './corrections.service.js';
import { CounterCorrections } from './counter-corrections.js';
import { CreditDocuments } from './credit-documents.service.js';
import { LearnerCreditsController } from './learner-credits.controller.js';
import { LearnerCreditsService } from './learner-credits.service.js';
import { MyCorrectionsService } from './my-corrections.service.js';
import { TransferIssuersService } from './transfer-issuers.service.js';
import { TransfersController } from './transfers.controller.js';
import { TransfersReading } from './transfers-reading.service.js';
import { TransfersService } from './transfers.service.js';

/** Grants, reversals and transfers, with the papers that they rest on. */
@Module({
  imports: [CorrectionRequestsModule, CreditsModule],
  controllers: [AppealsController, CorrectionsController, LearnerCreditsController, TransfersController],
  providers: [AppealsService, AttendancesService, CorrectionsPersonalData, CorrectionsReading, CorrectionsService, CounterCorrections, CreditDocuments, LearnerCreditsService, MyCorrectionsService, TransferIssuersService, TransfersReading, TransfersService],
  exports: [AppealsService, CorrectionsReading],
})
export class CorrectionsModule {}
