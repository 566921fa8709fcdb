import { Body, Controller, Get, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Caller, Confirmed, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { attachment } from '../../platform/http/attachment.js';
import { Returns, ReturnsFile } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { StaffStatements } from './staff-statements.service.js';
import { StatementBatches } from './statement-batches.service.js';
import { type StaffStatementsQueryDto, type StartBatchDto, staffStatementPageSchema, staffStatementsQuery, startBatchSchema, statementBatchListSchema, statementBatchSchema } from './statements.dto.js';

const PDF = 'application/pdf';
const ZIP = 'application/zip';

/** 年度证明 as staff look them up, print them and take them away by region. */
@Controller()
export class StaffStatementsController {
  constructor(
    private readonly statements: StaffStatements,
    private readonly batches: StatementBatches,
  ) {}

  @Get('statements')
  @Requires('statements.read')
  @Returns(staffStatementPageSchema)
  list(@Caller() caller: Principal, @Query({ schema: staffStatementsQuery }) query: StaffStatementsQueryDto) {
    return this.statements.page(caller, query);
  }

  @Get('statements/:id/pdf')
  @Requires('statements.read')
  @Confirmed()
  @ReturnsFile(PDF)
  async pdf(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Res() reply: FastifyReply): Promise<void> {
    const { name, content } = await this.statements.pdf(caller, id);
    await reply.type(PDF).header('content-disposition', attachment(name)).header('cache-control', 'no-store').send(content);
  }

  @Get('statement-batches')
  @Requires('statements.read')
  @Returns(statementBatchListSchema)
  async listBatches(@Caller() caller: Principal) {
    return { items: await this.batches.list(caller) };
  }

  /** Asks for a zip of all statements in force of a year and region; the worker makes it. */
  @Post('statement-batches')
  @Requires('statements.read')
  @Confirmed()
  @Returns(statementBatchSchema, 202)
  start(@Caller() caller: Principal, @Body({ schema: startBatchSchema }) body: StartBatchDto) {
    return this.batches.start(caller, body);
  }

  @Get('statement-batches/:id')
  @Requires('statements.read')
  @Returns(statementBatchSchema)
  get(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.batches.get(caller, id);
  }

  @Get('statement-batches/:id/zip')
  @Requires('statements.read')
  @Confirmed()
  @ReturnsFile(ZIP)
  async zip(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<StreamableFile> {
    const { name, content } = await this.batches.download(caller, id);
    return new StreamableFile(content, { type: ZIP, disposition: attachment(name) });
  }
}
