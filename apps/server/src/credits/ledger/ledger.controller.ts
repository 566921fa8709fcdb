import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Caller, Public, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { LedgerAuditService } from './ledger-audit.service.js';
import { type AlarmQuery, type CreditRootQuery, type ResolveAlarmDto, alarmListSchema, alarmQuery, creditRootListSchema, creditRootParams, creditRootQuery, reconciliationListSchema, resolveAlarmSchema, signedCreditRootSchema } from './ledger.dto.js';

/** 学分核对: what shows whether the ledger was changed, and what does not agree in it. */
@Controller()
export class LedgerController {
  constructor(private readonly ledger: LedgerAuditService) {}

  @Get('public/credit-roots')
  @Public()
  @Returns(creditRootListSchema)
  listRoots(@Query({ schema: creditRootQuery }) query: CreditRootQuery) {
    return this.ledger.listRoots(query);
  }

  @Get('public/credit-roots/:date')
  @Public()
  @Returns(signedCreditRootSchema)
  root(@Param({ schema: creditRootParams }) { date }: { date: string }) {
    return this.ledger.root(date);
  }

  @Get('ledger/reconciliations')
  @Requires('ledger.audit')
  @Returns(reconciliationListSchema)
  async reconciliations() {
    return { items: await this.ledger.reconciliations() };
  }

  @Get('ledger/alarms')
  @Requires('ledger.audit')
  @Returns(alarmListSchema)
  alarms(@Query({ schema: alarmQuery }) query: AlarmQuery) {
    return this.ledger.listAlarms(query);
  }

  @Post('ledger/alarms/:id/resolution')
  @Requires('ledger.audit')
  @ReturnsNothing()
  async resolve(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: resolveAlarmSchema }) { reason }: ResolveAlarmDto): Promise<void> {
    await this.ledger.resolve(caller.accountId, id, reason);
  }
}
