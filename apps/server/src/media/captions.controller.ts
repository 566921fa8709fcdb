import { CAPTION_LIMITS } from '@xuexi/domain';
import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { bytesOf } from '../platform/http/file-body.js';
import { Returns, ReturnsNothing } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import {
  type ChangeCaptionsDto,
  type NewCaptionsDto,
  captionTrackListSchema,
  captionTrackSchema,
  captionUploadSchema,
  captionsSchema,
  captionsVersionQuery,
  changeCaptionsSchema,
  newCaptionsQuery,
} from './captions.dto.js';
import { CaptionsService } from './captions.service.js';

/** Captions of an instructor's own videos; files come as application/octet-stream, at most 2 MiB. */
@Controller()
export class CaptionsController {
  constructor(private readonly captions: CaptionsService) {}

  @Get('media/:id/captions')
  @Requires('media.preview')
  @Returns(captionTrackListSchema)
  list(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.captions.list(caller, id);
  }

  /** Adds a track: the body is the file itself, SRT, WebVTT, ASS or SSA in UTF-8, UTF-16, GB18030 or Big5. */
  @Post('media/:id/captions')
  @Requires('media.caption')
  @Returns(captionUploadSchema, 201)
  async add(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Query({ schema: newCaptionsQuery }) query: NewCaptionsDto, @Req() request: FastifyRequest) {
    return this.captions.add(caller, id, query, await bytesOf(request, CAPTION_LIMITS.fileBytes));
  }

  /** All cues of a track, for the editor. */
  @Get('captions/:id')
  @Requires('media.preview')
  @Returns(captionsSchema)
  get(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.captions.get(caller, id);
  }

  /** Replaces all cues: the body is a file as for a new track. Refused as captions_changed when the track was changed since `version`. */
  @Put('captions/:id')
  @Requires('media.caption')
  @Returns(captionTrackSchema)
  async replace(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Query({ schema: captionsVersionQuery }) { version }: z.infer<typeof captionsVersionQuery>, @Req() request: FastifyRequest) {
    return this.captions.replace(caller, id, version, await bytesOf(request, CAPTION_LIMITS.fileBytes));
  }

  @Patch('captions/:id')
  @Requires('media.caption')
  @Returns(captionTrackSchema)
  name(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: changeCaptionsSchema }) body: ChangeCaptionsDto) {
    return this.captions.name(caller, id, body);
  }

  @Delete('captions/:id')
  @Requires('media.caption')
  @ReturnsNothing()
  remove(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.captions.remove(caller, id);
  }
}
