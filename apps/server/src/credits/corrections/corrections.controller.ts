import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Caller, Confirmed, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { bytesOf } from '../../platform/http/file-body.js';
import { Returns, ReturnsFile } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import {
  type CorrectionsQuery,
  type DecisionNoteDto,
  type RequestGrantDto,
  type RequestReversalDto,
  correctionLimitsSchema,
  correctionPageSchema,
  correctionSchema,
  correctionsQuery,
  decisionNoteSchema,
  documentSchema,
  newDocumentQuery,
  requestGrantSchema,
  requestReversalSchema,
} from './corrections.dto.js';
import { CorrectionsReading } from './corrections-reading.service.js';
import { CorrectionsService } from './corrections.service.js';
import { CreditDocuments, MAX_DOCUMENT_BYTES } from './credit-documents.service.js';

/** 认定和更正 of credits by staff. */
@Controller()
export class CorrectionsController {
  constructor(
    private readonly corrections: CorrectionsService,
    private readonly reading: CorrectionsReading,
    private readonly documents: CreditDocuments,
  ) {}

  @Get('credit-corrections')
  @Requires('credits.correct')
  @Returns(correctionPageSchema)
  list(@Caller() caller: Principal, @Query({ schema: correctionsQuery }) query: CorrectionsQuery) {
    return this.reading.page(caller, query);
  }

  /** Above how much a second person must agree, and what classes give at most. */
  @Get('credit-corrections/limits')
  @Requires('credits.correct')
  @Returns(correctionLimitsSchema)
  limits() {
    return this.reading.limits();
  }

  @Get('credit-corrections/:id')
  @Requires('credits.correct')
  @Returns(correctionSchema)
  get(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.reading.get(caller, id);
  }

  /** Asks for a grant; up to the limit of the policy it is posted at once. */
  @Post('learners/:id/credit-grants')
  @Requires('credits.correct')
  @Confirmed()
  @Returns(correctionSchema, 201)
  async grant(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: requestGrantSchema }) body: RequestGrantDto) {
    return this.reading.get(caller, await this.corrections.requestGrant(caller, id, body));
  }

  /** Asks for an entry to be taken back; up to the limit of the policy it is posted at once. */
  @Post('credit-entries/:id/reversal')
  @Requires('credits.correct')
  @Confirmed()
  @Returns(correctionSchema, 201)
  async reverse(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: requestReversalSchema }) body: RequestReversalDto) {
    return this.reading.get(caller, await this.corrections.requestReversal(caller, id, body));
  }

  @Post('credit-corrections/:id/approval')
  @Requires('credits.approve')
  @Confirmed()
  @Returns(correctionSchema)
  async approve(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    await this.corrections.approve(caller, id);
    return this.reading.get(caller, id);
  }

  @Post('credit-corrections/:id/rejection')
  @Requires('credits.approve')
  @Returns(correctionSchema)
  async reject(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: decisionNoteSchema }) { note }: DecisionNoteDto) {
    await this.corrections.reject(caller, id, note);
    return this.reading.get(caller, id);
  }

  @Post('credit-corrections/:id/withdrawal')
  @Requires('credits.correct')
  @Returns(correctionSchema)
  async withdraw(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    await this.corrections.withdraw(caller, id);
    return this.reading.get(caller, id);
  }

  /** Uploads a paper that a correction will rest on: PDF, JPEG or PNG, as application/octet-stream. */
  @Post('credit-documents')
  @Requires('credits.correct')
  @Returns(documentSchema, 201)
  async upload(@Caller() caller: Principal, @Query({ schema: newDocumentQuery }) { fileName }: z.infer<typeof newDocumentQuery>, @Req() request: FastifyRequest) {
    return this.documents.store(caller.accountId, fileName, await bytesOf(request, MAX_DOCUMENT_BYTES));
  }

  @Get('credit-documents/:id')
  @Requires('credits.read')
  @ReturnsFile('application/octet-stream')
  async download(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Res() reply: FastifyReply): Promise<void> {
    const { document, content } = await this.documents.read(caller, id);
    await reply
      .type(document.contentType)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(document.name)}`)
      .send(content);
  }
}
