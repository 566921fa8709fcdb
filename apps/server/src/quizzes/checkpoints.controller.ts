import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { type CheckpointsInputDto, checkpointsInputSchema, taughtCheckpointListSchema } from './checkpoints.dto.js';
import { CheckpointsService } from './checkpoints.service.js';

/** Questions within the videos of an instructor's course. */
@Controller('teaching')
export class CheckpointsController {
  constructor(private readonly checkpoints: CheckpointsService) {}

  @Get('courses/:id/checkpoints')
  @Requires('quizzes.write')
  @Returns(taughtCheckpointListSchema)
  async list(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return { items: await this.checkpoints.list(caller.accountId, id) };
  }

  /** Sets everything at which a lesson stops. Answers those of the whole course. */
  @Put('lessons/:id/checkpoints')
  @Requires('quizzes.write')
  @Returns(taughtCheckpointListSchema)
  async set(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: checkpointsInputSchema }) body: CheckpointsInputDto) {
    return { items: await this.checkpoints.set(caller.accountId, id, body) };
  }
}
