import { Controller, Delete, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Caller, Confirmed, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { XLSX, attachment } from '../platform/http/attachment.js';
import { announcedBytes, fileOf } from '../platform/http/file-body.js';
import { Returns, ReturnsFile, ReturnsNothing } from '../platform/http/returns.js';
import { type PageQuery, idParams } from '../platform/http/schemas.js';
import { ImportUploads } from './import-uploads.service.js';
import { type NewImportDto, faultsQuery, importFaultPageSchema, importKindListSchema, importPageSchema, importSchema, importsQuery, kindParams, newImportQuery } from './imports.dto.js';
import { ImportsService } from './imports.service.js';

/** 批量导入: a table is uploaded, checked by a dry run, and applied when someone says so. */
@Controller('imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly uploads: ImportUploads,
  ) {}

  /** Uploads a table: the body is the file itself, as application/octet-stream. The dry run begins by itself. */
  @Post()
  @Requires('residents.import')
  @Returns(importSchema, 201)
  upload(@Caller() caller: Principal, @Query({ schema: newImportQuery }) query: NewImportDto, @Req() request: FastifyRequest) {
    return this.uploads.upload(caller, query, fileOf(request), announcedBytes(request));
  }

  @Get()
  @Requires('residents.import')
  @Returns(importPageSchema)
  list(@Caller() caller: Principal, @Query({ schema: importsQuery }) query: PageQuery) {
    return this.imports.list(caller, query);
  }

  /** What can be imported, with the columns of each table. */
  @Get('kinds')
  @Requires('residents.import')
  @Returns(importKindListSchema)
  kinds() {
    return { items: this.imports.describeKinds() };
  }

  /** The table to fill in, as xlsx. */
  @Get('templates/:kind')
  @Requires('residents.import')
  @ReturnsFile(XLSX)
  async template(@Param({ schema: kindParams }) { kind }: z.infer<typeof kindParams>, @Res() reply: FastifyReply): Promise<void> {
    const { name, bytes } = await this.imports.template(kind);
    await reply.type(XLSX).header('content-disposition', attachment(name)).send(bytes);
  }

  @Get(':id')
  @Requires('residents.import')
  @Returns(importSchema)
  get(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.imports.get(caller, id);
  }

  @Get(':id/faults')
  @Requires('residents.import')
  @Returns(importFaultPageSchema)
  faults(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Query({ schema: faultsQuery }) query: PageQuery) {
    return this.imports.faults(caller, id, query);
  }

  /** All faults as a csv that Excel and WPS open. */
  @Get(':id/faults.csv')
  @Requires('residents.import')
  @ReturnsFile('text/csv')
  async faultFile(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Res() reply: FastifyReply): Promise<void> {
    const { name, text } = await this.imports.faultFile(caller, id);
    await reply.type('text/csv; charset=utf-8').header('content-disposition', attachment(name)).header('cache-control', 'no-store').send(text);
  }

  /** Does what the dry run has shown. */
  @Post(':id/application')
  @Requires('residents.import')
  @Confirmed()
  @Returns(importSchema, 202)
  apply(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.imports.apply(caller, id);
  }

  /** Stops an import and removes its file; rows that are done stay done. */
  @Delete(':id')
  @Requires('residents.import')
  @ReturnsNothing()
  cancel(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.imports.cancel(caller, id);
  }
}
