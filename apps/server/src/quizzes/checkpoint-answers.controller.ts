import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { type CheckpointAnswerDto, checkpointAnswerSchema, checkpointListSchema, checkpointOutcomeSchema } from './checkpoint-answers.dto.js';
import { CheckpointAnswersService } from './checkpoint-answers.service.js';

/** Questions for which a video stops. */
@Controller('lesson-versions')
export class CheckpointAnswersController {
  constructor(private readonly checkpoints: CheckpointAnswersService) {}

  @Get(':id/checkpoints')
  @Requires('learning.watch')
  @Returns(checkpointListSchema)
  async list(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return { items: await this.checkpoints.of(caller.personId, id) };
  }

  /** Answers one; as often as the learner likes. */
  @Post(':id/checkpoint-answers')
  @Requires('learning.watch')
  @Returns(checkpointOutcomeSchema)
  answer(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: checkpointAnswerSchema }) body: CheckpointAnswerDto) {
    return this.checkpoints.answer(caller.personId, id, body);
  }
}
