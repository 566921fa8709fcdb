import { Body, Controller, Param, Post } from '@nestjs/common';
import { Caller, Confirmed, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { ReturnsNothing } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { type TakedownDto, takedownSchema } from './media.dto.js';
import { TakedownsService } from './takedowns.service.js';

/** What must not be seen any more, by staff of the region. */
@Controller('media')
export class TakedownsController {
  constructor(private readonly takedowns: TakedownsService) {}

  /** Takes a video or document down: within a minute none of its addresses opens. Again changes nothing. */
  @Post(':id/takedown')
  @Requires('media.take_down')
  @Confirmed()
  @ReturnsNothing()
  async takeDown(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: takedownSchema }) { reason }: TakedownDto): Promise<void> {
    await this.takedowns.takeDown(caller, id, reason);
  }

  /** Makes it open again. */
  @Post(':id/restoration')
  @Requires('media.take_down')
  @Confirmed()
  @ReturnsNothing()
  async restore(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.takedowns.restore(caller, id);
  }
}
