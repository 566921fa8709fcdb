import { Controller, Delete, Head, Options, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, Public, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { idParams } from '../platform/http/schemas.js';
import { TusServer } from './tus-server.js';
import { UploadsService } from './uploads.service.js';

/** Resumable uploads after the tus 1.0 protocol (docs/api.md); the protocol itself is TusServer's. */
@Controller('uploads')
export class UploadsController {
  constructor(
    private readonly tus: TusServer,
    private readonly uploads: UploadsService,
  ) {}

  @Options()
  @Public()
  discover(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.tus.handle({ accountId: '', uploadId: null }, request, reply);
  }

  @Post()
  @Requires('media.upload')
  create(@Caller() caller: Principal, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.tus.handle({ accountId: caller.accountId, uploadId: null }, request, reply);
  }

  @Head(':id')
  @Requires('media.upload')
  offset(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.own(caller, id, request, reply);
  }

  @Patch(':id')
  @Requires('media.upload')
  append(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.own(caller, id, request, reply);
  }

  @Delete(':id')
  @Requires('media.upload')
  giveUp(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.own(caller, id, request, reply);
  }

  private async own(caller: Principal, id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.uploads.assertOwner(caller.accountId, id);
    await this.tus.handle({ accountId: caller.accountId, uploadId: id }, request, reply);
  }
}
