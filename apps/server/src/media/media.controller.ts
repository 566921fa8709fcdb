import { Controller, Get, Param, Post } from '@nestjs/common';
import { Caller, Requires, SessionToken } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { mediaSchema, playbackSchema } from './media.dto.js';
import { MediaService } from './media.service.js';

/** A video as its instructor and reviewers see it. Uploads themselves follow the tus protocol at /api/uploads. */
@Controller('media')
export class MediaController {
  constructor(private readonly media: MediaService) {}

  @Get(':id')
  @Requires('media.read_own')
  @Returns(mediaSchema)
  get(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.media.ofOwner(caller.accountId, id);
  }

  /** Transcodes a failed video again. */
  @Post(':id/retry')
  @Requires('media.retry')
  @Returns(mediaSchema)
  retry(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.media.retry(caller.accountId, id);
  }

  /** Addresses to look at a video before it is published: for its owner and for reviewers. */
  @Get(':id/preview')
  @Requires('media.preview')
  @Returns(playbackSchema)
  preview(@Caller() caller: Principal, @SessionToken() sessionToken: string, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.media.preview(caller, id, sessionToken);
  }
}
