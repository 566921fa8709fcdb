import { Controller, Get, Param, Post } from '@nestjs/common';
import { Caller, Requires, SessionToken } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { DocumentsService } from './documents.service.js';
import { MediaControlService } from './media-control.service.js';
import { documentSchema, mediaSchema, playbackSchema } from './media.dto.js';
import { MediaService } from './media.service.js';

/** A video as its instructor and reviewers see it. Uploads themselves follow the tus protocol at /api/uploads. */
@Controller('media')
export class MediaController {
  constructor(
    private readonly media: MediaService,
    private readonly control: MediaControlService,
    private readonly documents: DocumentsService,
  ) {}

  @Get(':id')
  @Requires('media.read_own')
  @Returns(mediaSchema)
  get(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.media.ofOwner(caller.accountId, id);
  }

  /** Stops the check or the transcode of an upload. */
  @Post(':id/cancel')
  @Requires('media.retry')
  @Returns(mediaSchema)
  async cancel(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    await this.control.cancel(caller.accountId, id);
    return this.media.ofOwner(caller.accountId, id);
  }

  /** Tries again what failed or was cancelled. */
  @Post(':id/retry')
  @Requires('media.retry')
  @Returns(mediaSchema)
  async retry(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    await this.control.retry(caller.accountId, id);
    return this.media.ofOwner(caller.accountId, id);
  }

  /** Transcodes anew what is ready; it plays on meanwhile. */
  @Post(':id/transcode')
  @Requires('media.retry')
  @Returns(mediaSchema)
  async transcodeAgain(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    await this.control.transcodeAgain(caller.accountId, id);
    return this.media.ofOwner(caller.accountId, id);
  }

  /** Addresses to look at a video: for its owner, for reviewers, and once it is published for those who may take it down. */
  @Get(':id/preview')
  @Requires('media.preview')
  @Returns(playbackSchema)
  preview(@Caller() caller: Principal, @SessionToken() sessionToken: string, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.media.preview(caller, id, sessionToken);
  }

  /** The pages of a document, for the same. */
  @Get(':id/pages')
  @Requires('media.preview')
  @Returns(documentSchema)
  pages(@Caller() caller: Principal, @SessionToken() sessionToken: string, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.documents.preview(caller, id, sessionToken);
  }
}
