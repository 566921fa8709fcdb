import { Module } from '@nestjs/common';
import { CreditsModule } from '../credits.module.js';
import { CorrectionPosting } from './correction-posting.js';
import { CorrectionsController } from './corrections.controller.js';
import { CorrectionsRepository } from './corrections.repository.js';
import { CorrectionsService } from './corrections.service.js';
import { CreditDocuments } from './credit-documents.service.js';

/** Grants and reversals, with the papers that they rest on. */
@Module({
  imports: [CreditsModule],
  controllers: [CorrectionsController],
  providers: [CorrectionPosting, CorrectionsRepository, CorrectionsService, CreditDocuments],
})
export class CorrectionsModule {}
