import { ALARM_KINDS } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not } from 'typeorm';
import { Alarm } from '../../platform/alarms/alarm.entity.js';
import { AlarmsService } from '../../platform/alarms/alarms.service.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { CreditKeys } from '../credit-keys.service.js';
import { CreditSigning } from '../credit-signing.js';
import type { CreditRoot } from './credit-root.entity.js';
import { CreditRootsService } from './credit-roots.service.js';
import type { AlarmDto, AlarmQuery, CreditRootDto, CreditRootListDto, CreditRootQuery, ReconciliationDto, SignedCreditRootDto } from './ledger.dto.js';
import { Reconciliation } from './reconciliation.entity.js';
import { CHECKS } from './reconciliation-checks.js';

const RECONCILIATIONS = 14;

/** 学分核对: the signed days for everyone, reconciliations and alarms for whoever answers for the ledger. */
@Injectable()
export class LedgerAuditService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly roots: CreditRootsService,
    private readonly signing: CreditSigning,
    private readonly keys: CreditKeys,
    private readonly alarms: AlarmsService,
    private readonly audit: AuditLog,
  ) {}

  /** @returns the newest first */
  async listRoots({ before, limit }: CreditRootQuery): Promise<CreditRootListDto> {
    return { keyId: this.signing.key.keyId, keys: await this.keys.published(), items: (await this.roots.latest(limit, before)).map(describeRoot) };
  }

  /** @throws Problem not_found for a day that is not signed */
  async root(date: string): Promise<SignedCreditRootDto> {
    const root = await this.roots.byDate(date);
    if (!root) throw new Problem('not_found');
    return { ...describeRoot(root), keys: await this.keys.published() };
  }

  /** @returns the newest first */
  async reconciliations(): Promise<ReconciliationDto[]> {
    const rows = await this.dataSource.manager.find(Reconciliation, { order: { date: 'DESC' }, take: RECONCILIATIONS });
    return rows.map(({ startedAt, finishedAt, checks, ...row }) => ({
      ...row,
      checks: CHECKS.map((name) => ({ name, ...(checks[name] ?? { compared: 0, differences: 0 }) })),
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
    }));
  }

  /** @returns the newest first */
  async listAlarms({ state, limit }: AlarmQuery): Promise<{ open: number; items: AlarmDto[] }> {
    const { manager } = this.dataSource;
    const rows = await manager.find(Alarm, { where: { resolvedAt: state === 'open' ? IsNull() : Not(IsNull()) }, order: { raisedAt: 'DESC', id: 'DESC' }, take: limit });
    return { open: await manager.countBy(Alarm, { resolvedAt: IsNull() }), items: rows.map(describeAlarm) };
  }

  /** Marks an alarm as dealt with. @throws Problem not_found, alarm_resolved */
  async resolve(accountId: string, id: string, reason: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const alarm = await tx.findOneBy(Alarm, { id });
      if (!alarm) throw new Problem('not_found');
      if (!(await this.alarms.resolve(tx, id, accountId, reason))) throw new Problem('alarm_resolved');
      await this.audit.record(tx, { action: 'alarm.resolve', by: accountId, on: { kind: 'alarm', id }, reason, details: { kind: alarm.kind, subject: alarm.subjectId } });
    });
  }
}

function describeRoot({ signedAt, ...root }: CreditRoot): CreditRootDto {
  return { ...root, signedAt: signedAt.toISOString() };
}

function describeAlarm({ id, kind, subjectId, details, times, raisedAt, lastRaisedAt, resolvedAt, resolution }: Alarm): AlarmDto {
  return {
    id,
    kind,
    ...ALARM_KINDS[kind],
    subjectId,
    details: { ...details },
    times,
    raisedAt: raisedAt.toISOString(),
    lastRaisedAt: lastRaisedAt.toISOString(),
    resolvedAt: resolvedAt?.toISOString() ?? null,
    resolution,
  };
}
