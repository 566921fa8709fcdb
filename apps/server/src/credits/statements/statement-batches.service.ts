import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { AccountsService } from '../../identity/accounts.service.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Principal } from '../../platform/auth/principal.js';
import { isWithinScope, withinScope } from '../../platform/auth/scope.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { newId } from '../../platform/ids.js';
import { OutboxService } from '../../platform/queue/outbox.service.js';
import { RegionsService } from '../../regions/regions.service.js';
import { StatementBatchFiles } from './statement-batch-files.js';
import { StatementBatch } from './statement-batch.entity.js';
import { StatementsInRegion } from './statements-in-region.js';
import type { StatementBatchDto, StartBatchDto } from './statements.dto.js';

/** More than a counter hands out; some 2 GB. */
const MOST_STATEMENTS = 20_000;
const LISTED = 50;

/** Zips of the statements of a region, as staff ask for them and take them away. */
@Injectable()
export class StatementBatches {
  constructor(
    private readonly dataSource: DataSource,
    private readonly statements: StatementsInRegion,
    private readonly files: StatementBatchFiles,
    private readonly regions: RegionsService,
    private readonly accounts: AccountsService,
    private readonly outbox: OutboxService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found, batch_empty, batch_too_large, batch_running */
  async start(caller: Principal, { year, regionId }: StartBatchDto): Promise<StatementBatchDto> {
    const total = await this.countFor(caller, year, regionId);
    const id = newId();
    await inTransaction(this.dataSource, async (tx) => {
      const region = regionId === null ? null : await this.regions.hold(tx, regionId);
      const regionPath = region?.path ?? '';
      if (!isWithinScope(regionPath, caller.scope('statements.read'))) throw new Problem('not_found');
      const nothingYet = { processed: 0, storageKey: null, dataKey: null, bytes: null, fence: 0, heartbeatAt: null, finishedAt: null };
      await tx.insert(StatementBatch, { id, year, regionId, regionPath, activeKey: `${year}|${regionId ?? 'all'}`, state: 'queued', total, requestedBy: caller.accountId, createdAt: this.clock.date(), ...nothingYet });
      await this.outbox.add(tx, { queue: 'creditsLong', name: 'statement-batch', payload: { batchId: id } }, id);
      await this.audit.record(tx, { action: 'statements.export', by: caller.accountId, on: { kind: 'statement_batch', id }, regionPath, details: { year, statements: total } });
    }).catch((error: unknown) => {
      throw isDuplicate(error) ? new Problem('batch_running') : error;
    });
    return this.get(caller, id);
  }

  /** Newest first. */
  async list(caller: Principal): Promise<StatementBatchDto[]> {
    const scope = withinScope('region_path', caller.scope('statements.read'));
    const rows: { id: string }[] = await this.dataSource.query(`SELECT id FROM statement_batch WHERE ${scope.sql} ORDER BY created_at DESC, id DESC LIMIT ${LISTED}`, scope.params);
    const batches = await this.dataSource.manager.find(StatementBatch, { where: { id: In(rows.map(({ id }) => id)) }, order: { createdAt: 'DESC', id: 'DESC' } });
    return this.describe(batches);
  }

  /** @throws Problem not_found */
  async get(caller: Principal, id: string): Promise<StatementBatchDto> {
    const [described] = await this.describe([await this.inScope(caller, id)]);
    return described!;
  }

  /** The zip, and in the audit log who took it. @throws Problem not_found, batch_not_ready */
  async download(caller: Principal, id: string): Promise<{ name: string; content: Readable }> {
    const batch = await this.inScope(caller, id);
    const { storageKey, dataKey, year, regionId, regionPath } = batch;
    if (storageKey === null || dataKey === null) throw new Problem('batch_not_ready');
    const content = await this.files.read({ id, storageKey, dataKey });
    await inTransaction(this.dataSource, (tx) =>
      this.audit.record(tx, { action: 'statements.export', by: caller.accountId, on: { kind: 'statement_batch', id }, regionPath, details: { year, statements: batch.total, downloaded: true } }),
    );
    const place = regionId === null ? '全部' : (await this.regions.get(regionId)).name;
    return { name: `年度学分证明-${year}-${place}-${batch.total}份.zip`, content };
  }

  private async countFor(caller: Principal, year: number, regionId: string | null): Promise<number> {
    const path = regionId === null ? '' : (await this.regions.get(regionId)).path;
    if (!isWithinScope(path, caller.scope('statements.read'))) throw new Problem('not_found');
    const total = await this.statements.count(year, regionId);
    if (total === 0) throw new Problem('batch_empty');
    if (total > MOST_STATEMENTS) throw new Problem('batch_too_large');
    return total;
  }

  private async inScope(caller: Principal, id: string): Promise<StatementBatch> {
    const batch = await this.dataSource.manager.findOneBy(StatementBatch, { id });
    if (!batch || !isWithinScope(batch.regionPath, caller.scope('statements.read'))) throw new Problem('not_found');
    return batch;
  }

  private async describe(batches: StatementBatch[]): Promise<StatementBatchDto[]> {
    const names = await this.accounts.displayNames([...new Set(batches.map(({ requestedBy }) => requestedBy))]);
    const places = await this.regions.places(batches.flatMap(({ regionId }) => regionId ?? []));
    return batches.map(({ id, year, regionId, state, total, processed, bytes, storageKey, requestedBy, createdAt, finishedAt }) => ({
      id,
      year,
      region: regionId === null ? null : (places.get(regionId) ?? null),
      state,
      total,
      processed,
      bytes,
      downloadable: storageKey !== null,
      requestedBy: names.get(requestedBy) ?? '',
      createdAt: createdAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
    }));
  }
}
