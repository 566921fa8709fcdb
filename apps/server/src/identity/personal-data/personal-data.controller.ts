import { Body, Controller, Get, Param, Post, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Caller, Confirmed, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { SessionCookie } from '../../platform/auth/session-cookie.js';
import { Returns, ReturnsFile, ReturnsNothing } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { DataExportService } from './data-export.service.js';
import { ErasureService } from './erasure.service.js';
import { type ErasureDto, type RevealDto, erasurePreviewSchema, erasureSchema, revealSchema, revealedSchema } from './personal-data.dto.js';
import { RevealService } from './reveal.service.js';

/** A person's rights over their own data, and the way of staff to what is masked. */
@Controller()
export class PersonalDataController {
  constructor(
    private readonly exports: DataExportService,
    private readonly erasures: ErasureService,
    private readonly reveals: RevealService,
    private readonly cookie: SessionCookie,
  ) {}

  /** Everything that is kept of the caller, as a zip. */
  @Post('me/data-export')
  @Requires('personal_data.own')
  @Confirmed()
  @ReturnsFile('application/zip')
  async download(@Caller() caller: Principal): Promise<StreamableFile> {
    const zip = await this.exports.zipFor(caller);
    return new StreamableFile(zip, { type: 'application/zip', disposition: `attachment; filename="my-data.zip"; filename*=UTF-8''${encodeURIComponent('我的全部信息.zip')}` });
  }

  /** What erasing would take away and what would stay. */
  @Get('me/erasure-preview')
  @Requires('personal_data.own')
  @Returns(erasurePreviewSchema)
  preview(@Caller() caller: Principal) {
    return this.erasures.preview(caller.personId);
  }

  /** 注销: erases the caller for good and signs out everywhere. */
  @Post('me/erasure')
  @Requires('personal_data.own')
  @Confirmed()
  @ReturnsNothing()
  async erase(@Caller() caller: Principal, @Body({ schema: erasureSchema }) _body: ErasureDto, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.erasures.erase(caller);
    this.cookie.clear(reply);
  }

  /** The full name, number and phones of a learner. Recorded with the reason. */
  @Post('learners/:id/reveal')
  @Requires('person.reveal')
  @Confirmed()
  @Returns(revealedSchema)
  reveal(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: revealSchema }) body: RevealDto) {
    return this.reveals.reveal(caller, id, body.reason);
  }
}
