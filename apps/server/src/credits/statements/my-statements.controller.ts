import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Caller, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { attachment } from '../../platform/http/attachment.js';
import { Returns, ReturnsFile } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { MyStatementsService, type NamedFile } from './my-statements.service.js';
import { statementListSchema } from './statements.dto.js';

const PDF = 'application/pdf';
const JSON_FILE = 'application/json';
const CREDENTIAL = 'application/vc';

/** 年度学分证明 of the learner who asks. */
@Controller('my/statements')
export class MyStatementsController {
  constructor(private readonly statements: MyStatementsService) {}

  @Get()
  @Requires('statements.read_own')
  @Returns(statementListSchema)
  async list(@Caller() caller: Principal) {
    return { items: await this.statements.list(caller.personId) };
  }

  /** On paper, with a place for the seal. */
  @Get(':id/pdf')
  @Requires('statements.read_own')
  @ReturnsFile(PDF)
  async pdf(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Res() reply: FastifyReply): Promise<void> {
    await send(reply, PDF, await this.statements.pdf(caller, id));
  }

  /** A file that `pnpm statement:verify` verifies without this server. */
  @Get(':id/file')
  @Requires('statements.read_own')
  @ReturnsFile(JSON_FILE)
  async offlineFile(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Res() reply: FastifyReply): Promise<void> {
    await send(reply, JSON_FILE, await this.statements.offlineFile(caller, id));
  }

  /** Open Badges 3.0, a W3C verifiable credential. */
  @Get(':id/credential')
  @Requires('statements.read_own')
  @ReturnsFile(CREDENTIAL)
  async credential(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Res() reply: FastifyReply): Promise<void> {
    await send(reply, CREDENTIAL, await this.statements.credential(caller, id));
  }
}

async function send(reply: FastifyReply, type: string, { name, content }: NamedFile): Promise<void> {
  await reply.type(type).header('content-disposition', attachment(name)).header('cache-control', 'no-store').send(content);
}
