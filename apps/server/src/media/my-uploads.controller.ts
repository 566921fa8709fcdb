import { Controller, Delete, Get, Param } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { myUploadsSchema } from './my-uploads.dto.js';
import { MyUploadsService } from './my-uploads.service.js';

/** What an instructor has uploaded, and how to be rid of what is of no use. */
@Controller()
export class MyUploadsController {
  constructor(private readonly uploads: MyUploadsService) {}

  /** Unfinished uploads, to be gone on with from any device, and the space that is used. */
  @Get('my/uploads')
  @Requires('media.upload')
  @Returns(myUploadsSchema)
  list(@Caller() caller: Principal) {
    return this.uploads.list(caller.accountId);
  }

  /** Removes what is unfinished, was replaced, refused or left without a lesson, and was never published. */
  @Delete('media/:id')
  @Requires('media.upload')
  @ReturnsNothing()
  remove(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    return this.uploads.remove(caller.accountId, id);
  }
}
