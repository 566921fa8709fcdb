import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Caller, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { ClaimReviewService } from './claim-review.service.js';
import {
  type ApprovalsDto,
  type ClaimQuery,
  type RejectionDto,
  approvalsResultSchema,
  approvalsSchema,
  claimQuery,
  realNameClaimPageSchema,
  realNameClaimSchema,
  rejectionSchema,
} from './real-name.dto.js';

/** 实名核对: staff decide on the claims of their regions. */
@Controller('real-name-claims')
export class RealNameClaimsController {
  constructor(private readonly review: ClaimReviewService) {}

  @Get()
  @Requires('real_name.review')
  @Returns(realNameClaimPageSchema)
  list(@Caller() caller: Principal, @Query({ schema: claimQuery }) query: ClaimQuery) {
    return this.review.list(caller, query);
  }

  /** Approves up to 50 at once; what cannot be approved is named and stays. */
  @Post('approvals')
  @Requires('real_name.review')
  @Returns(approvalsResultSchema)
  approveAll(@Caller() caller: Principal, @Body({ schema: approvalsSchema }) body: ApprovalsDto) {
    return this.review.approveAll(caller, body.ids);
  }

  @Post(':id/approval')
  @Requires('real_name.review')
  @Returns(realNameClaimSchema)
  approve(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.review.approve(caller, id);
  }

  @Post(':id/rejection')
  @Requires('real_name.review')
  @Returns(realNameClaimSchema)
  reject(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: rejectionSchema }) body: RejectionDto) {
    return this.review.reject(caller, id, body);
  }
}
