import { Controller, Get, Param, Post } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { earnedPointsSchema, myPointsSchema, sharedPointsSchema } from './points.dto.js';
import { PointsService } from './points.service.js';

/** 积分 of the caller. */
@Controller()
export class PointsController {
  constructor(private readonly points: PointsService) {}

  @Get('my/points')
  @Requires('points.own')
  @Returns(myPointsSchema)
  of(@Caller() { personId }: Principal) {
    return this.points.of(personId);
  }

  /** 签到: the learner site says once a day that it is visited. */
  @Post('my/points/sign-in')
  @Requires('points.own')
  @Returns(earnedPointsSchema)
  signIn(@Caller() { personId }: Principal) {
    return this.points.signIn(personId);
  }

  /** Says that a course's address was shared. With whom, nobody learns. */
  @Post('courses/:id/share')
  @Requires('points.own')
  @Returns(sharedPointsSchema)
  share(@Caller() { personId }: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.points.share(personId, id);
  }
}
