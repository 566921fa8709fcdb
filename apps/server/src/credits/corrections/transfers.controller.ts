import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Caller, Confirmed, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { TransferIssuersService } from './transfer-issuers.service.js';
import { type RegisterIssuerDto, type TransferDto, type TransfersQuery, issuerListSchema, issuerParams, issuerSchema, registerIssuerSchema, transferPageSchema, transferSchema, transferredSchema, transfersQuery } from './transfers.dto.js';
import { TransfersReading } from './transfers-reading.service.js';
import { TransfersService } from './transfers.service.js';

/** Credits of other platforms, and the platforms that they may come from. */
@Controller()
export class TransfersController {
  constructor(
    private readonly transfers: TransfersService,
    private readonly issuers: TransferIssuersService,
    private readonly reading: TransfersReading,
  ) {}

  /** What was taken over for learners of the caller's regions. */
  @Get('credit-transfers')
  @Requires('credits.correct')
  @Returns(transferPageSchema)
  page(@Caller() caller: Principal, @Query({ schema: transfersQuery }) query: TransfersQuery) {
    return this.reading.page(caller, query);
  }

  /** Whoever takes over documents sees whose: keys are public, and only platform admins change them. */
  @Get('transfer-issuers')
  @Requires('credits.correct')
  @Returns(issuerListSchema)
  async list() {
    return { items: await this.issuers.list() };
  }

  @Post('transfer-issuers')
  @Requires('transfers.manage')
  @Confirmed()
  @Returns(issuerSchema, 201)
  register(@Caller() caller: Principal, @Body({ schema: registerIssuerSchema }) body: RegisterIssuerDto) {
    return this.issuers.register(caller, body);
  }

  @Post('transfer-issuers/:id/ending')
  @Requires('transfers.manage')
  @Confirmed()
  @Returns(issuerSchema)
  end(@Caller() caller: Principal, @Param({ schema: issuerParams }) { id }: { id: string }) {
    return this.issuers.end(caller, id);
  }

  /** Takes over what another platform has signed. The same again is answered the same. */
  @Post('learners/:id/transfers')
  @Requires('credits.correct')
  @Confirmed()
  @Returns(transferredSchema, 201)
  take(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: transferSchema }) body: TransferDto) {
    return this.transfers.take(caller, id, body);
  }
}
