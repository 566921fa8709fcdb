import { TableError, readTable } from '@xuexi/tables';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { GrantsService } from '../identity/roles/grants.service.js';
import { OrganisationLookup } from '../organisations/organisation-lookup.service.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import { isWithinScope } from '../platform/auth/scope.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { BatchCommitter, Superseded } from './batch-committer.js';
import { ImportFiles } from './import-files.js';
import { type ImportContext, ImportKinds, type ImportRow } from './import-kind.js';
import { PERMISSION_OF_KIND } from './import-permissions.js';
import type { ImportRun } from './import-run.entity.js';
import { ImportRunsRepository } from './import-runs.repository.js';
import { SeenKeys } from './seen-keys.js';
import { HeadingsRefused, type ReadRow, type Table, openTable } from './table-rows.js';

/** Rows of one transaction. */
const BATCH = 200;

/**
 * Works through the rows of one import, batch by batch: what the rows do and the place in the table are committed
 * together. A killed run therefore goes on where it was, and of two runs of the same import the older one stops at its
 * next batch. The dry run writes nothing but what it found, and starts again from the beginning.
 */
@Injectable()
export class ImportRunner {
  private readonly logger = new Logger(ImportRunner.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: ImportRunsRepository,
    private readonly files: ImportFiles,
    private readonly kinds: ImportKinds,
    private readonly grants: GrantsService,
    private readonly organisations: OrganisationLookup,
    private readonly batches: BatchCommitter,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @param stage the dry run, or the import itself; nothing happens when it is not due */
  async run(importId: string, stage: 'check' | 'apply'): Promise<void> {
    const run = await this.runs.claim(importId, stage, this.clock.date());
    if (!run) return;
    try {
      const total = await this.work(run);
      await this.finish(run, total);
    } catch (error) {
      if (error instanceof Superseded) return;
      if (error instanceof ReachChanged) return this.run(importId, stage);
      if (!(error instanceof TableError || error instanceof HeadingsRefused || error instanceof ScopeLost)) throw error;
      await this.end(run, error.message);
    }
  }

  /** Gives an import up that the queue will not try again. */
  async fail(importId: string): Promise<void> {
    const run = await this.runs.byId(importId);
    if (run) await this.end(run, '导入时出了问题，已经停下。已经完成的行有效，请重新上传同一个文件，做过的行不会重复。');
  }

  /** @returns how many rows the table has */
  private async work(run: ImportRun): Promise<number> {
    const context = await this.contextOf(run);
    const kind = this.kinds.get(run.kind);
    const pass = await kind.begin(context);
    const file = await this.files.read(run.id, { fileKey: run.fileKey!, fileDataKey: run.fileDataKey! });
    const table = await openTable(readTable(file), kind.columns);
    const seen = new SeenKeys();
    let place = 0;
    for await (const rows of batched(table, BATCH)) {
      const judged = rows.map((row) => withDoubles(row, pass.keysOf(row), seen));
      place += judged.length;
      if (place <= run.processedRows) continue;
      await this.assertSameReach(run.id, context);
      await this.batches.commit(run, { pass, layout: table.layout, columns: kind.columns, rows: judged.slice(Math.max(0, run.processedRows - place + judged.length)) });
    }
    if (place === 0) throw new TableError('empty');
    return place;
  }

  /** Roles end and regions move while a table is worked on. @throws ScopeLost, ReachChanged */
  private async assertSameReach(importId: string, { scope, region }: ImportContext): Promise<void> {
    const run = await this.runs.byId(importId);
    if (!run) throw new Superseded();
    const now = await this.contextOf(run);
    if (now.region.id !== region.id || now.region.path !== region.path || now.scope.toSorted().join() !== scope.toSorted().join()) throw new ReachChanged();
  }

  /** What the account that started the import may touch at this moment. @throws ScopeLost */
  private async contextOf(run: ImportRun): Promise<ImportContext> {
    const scope = await this.grants.scopeNow(run.startedBy, PERMISSION_OF_KIND[run.kind]);
    if (!isWithinScope(run.regionPath, scope)) throw new ScopeLost('上传这个文件的人已经没有这个区域的导入权限，导入已停下。');
    if (run.organisationId !== null && !(await this.organisations.isOpenWithin(run.organisationId, run.regionPath))) throw new ScopeLost('这个单位已经撤销，或者转到了别的区域，导入已停下。');
    return {
      importId: run.id,
      accountId: run.startedBy,
      scope,
      region: { id: run.regionId, path: run.regionPath },
      organisationId: run.organisationId,
      now: this.clock.date(),
      apply: run.state === 'applying',
    };
  }

  private async finish(run: ImportRun, totalRows: number): Promise<void> {
    const isCheck = run.state === 'checking';
    const now = this.clock.date();
    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.runs.move(tx, run, isCheck ? { state: 'checked', totalRows, heartbeatAt: now } : { state: 'done', totalRows, finishedAt: now }))) return;
      const { createdRows, changedRows, unchangedRows, faultyRows, atDeskRows } = await this.runs.get(tx, run.id);
      const details = { kind: run.kind, file: run.fileSha256, created: createdRows, changed: changedRows, unchanged: unchangedRows, faulty: faultyRows, atDesk: atDeskRows };
      await this.audit.record(tx, { action: isCheck ? 'import.check' : 'import.finish', by: run.startedBy, on: { kind: 'import', id: run.id }, regionPath: run.regionPath, details });
    });
    if (isCheck) return;
    await this.discardFile(run.id);
    this.logger.log({ importId: run.id, kind: run.kind, rows: totalRows }, 'import done');
  }

  private async end(run: ImportRun, failure: string): Promise<void> {
    // Whoever took the import up meanwhile still reads the file.
    if (!(await this.runs.move(this.dataSource.manager, run, { state: 'failed', failure, finishedAt: this.clock.date() }))) return;
    await this.discardFile(run.id);
    this.logger.warn({ importId: run.id, kind: run.kind }, 'import failed');
  }

  private async discardFile(importId: string): Promise<void> {
    await this.files.remove(importId);
    await this.runs.forgetFile(importId);
  }
}

class ScopeLost extends Error {}

/** The account or the region reaches elsewhere than when the run began: it goes on, with what holds now. */
class ReachChanged extends Error {}

async function* batched({ rows }: Table, size: number): AsyncGenerator<ReadRow[]> {
  let batch: ReadRow[] = [];
  for await (const part of rows) {
    batch.push(...part);
    while (batch.length >= size) yield batch.splice(0, size);
  }
  if (batch.length > 0) yield batch;
}

/** A row with a fault for each value that an earlier row of the table has already. */
function withDoubles(row: ReadRow, keys: ReturnType<(row: ImportRow) => readonly { column: string; value: string }[]>, seen: SeenKeys): ReadRow {
  const faults = keys.flatMap(({ column, value }) => {
    const first = seen.firstLineOf(`${column}|${value}`, row.line);
    return first === null || first === row.line ? [] : [{ column, message: `和第 ${first} 行重复。请只留下一行。` }];
  });
  return faults.length === 0 ? row : { ...row, faults: [...row.faults, ...faults] };
}
