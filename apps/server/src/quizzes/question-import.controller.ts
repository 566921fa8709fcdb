import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { XLSX, attachment } from '../platform/http/attachment.js';
import { bytesOf } from '../platform/http/file-body.js';
import { Returns, ReturnsFile } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { questionImportQuery, questionImportSchema } from './question-import.dto.js';
import { QuestionImportService } from './question-import.service.js';

/** The longest bank is a tenth of it. */
const MAX_BYTES = 5 * 1024 * 1024;

/** The question bank of an instructor's course as a table. */
@Controller('teaching')
export class QuestionImportController {
  constructor(private readonly imports: QuestionImportService) {}

  /** The table to fill in. */
  @Get('question-template.xlsx')
  @Requires('quizzes.write')
  @ReturnsFile(XLSX)
  async template(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(XLSX).header('content-disposition', attachment('题库导入模板.xlsx')).send(await this.imports.template());
  }

  /** All questions of the bank; the same table can be imported again. */
  @Get('courses/:id/questions.xlsx')
  @Requires('quizzes.write')
  @ReturnsFile(XLSX)
  async export(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Res() reply: FastifyReply): Promise<void> {
    const { name, bytes } = await this.imports.export(caller.accountId, id);
    await reply.type(XLSX).header('content-disposition', attachment(name)).header('cache-control', 'no-store').send(bytes);
  }

  /** Checks a table, and imports it when told so: the body is the file itself, xlsx or csv, as application/octet-stream, at most 5 MiB. */
  @Post('courses/:id/question-imports')
  @Requires('quizzes.write')
  @Returns(questionImportSchema)
  async import(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Query({ schema: questionImportQuery }) { apply }: z.infer<typeof questionImportQuery>, @Req() request: FastifyRequest) {
    return this.imports.import(caller.accountId, id, await bytesOf(request, MAX_BYTES), apply);
  }
}
