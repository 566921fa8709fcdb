import type { Readable } from 'node:stream';
import { LIMITS, TABLE_FAULTS, TableError, readTable } from '@xuexi/tables';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../platform/audit/audit-log.js';
import type { Principal } from '../platform/auth/principal.js';
import { isWithinScope } from '../platform/auth/scope.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import { type Hit, LimitsService } from '../platform/limits/limits.service.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import { RegionsService } from '../regions/regions.service.js';
import { ImportFiles, type StoredImport } from './import-files.js';
import { ImportKinds } from './import-kind.js';
import { PERMISSION_OF_KIND } from './import-permissions.js';
import { ImportRun } from './import-run.entity.js';
import type { ImportDto, NewImportDto } from './imports.dto.js';
import { ImportsService } from './imports.service.js';
import { HeadingsRefused, openTable } from './table-rows.js';

/** Takes tables in: nothing of a file that is refused stays. */
@Injectable()
export class ImportUploads {
  /** A table that takes longer than this to look through, in milliseconds, is looked through by the worker. */
  lookMs = 4000;
  /** One table is looked through at a time: each takes a process of its own. */
  private looking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly regions: RegionsService,
    private readonly imports: ImportsService,
    private readonly files: ImportFiles,
    private readonly kinds: ImportKinds,
    private readonly limits: LimitsService,
    private readonly outbox: OutboxService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a table encrypted and asks for its dry run.
   * @param announced bytes that are said to come; 0: nobody says
   * @throws Problem invalid_input, not_found (the region), payload_too_large, import_refused, too_many_attempts
   */
  async upload(caller: Principal, input: NewImportDto, file: Readable, announced: number): Promise<ImportDto> {
    // Refused before it is read, so that the answer arrives.
    if (announced > LIMITS.fileBytes) throw new Problem('payload_too_large');
    const run = await this.newRun(caller, input);
    const hit: Hit = { limit: 'import_check_account', key: caller.accountId };
    await this.limits.take(hit);
    // The row comes first: whatever is left behind by a crash is found through it.
    await this.dataSource.manager.insert(ImportRun, run);
    try {
      const stored = await this.files.store(run.id, file);
      await this.look(run, stored);
      await this.begin(run, stored);
    } catch (error) {
      await this.files.remove(run.id);
      await this.dataSource.manager.delete(ImportRun, { id: run.id, state: 'uploading' });
      // A table that was not taken told nothing of anyone.
      await this.limits.giveBack(hit);
      throw error;
    }
    return this.imports.get(caller, run.id);
  }

  private async newRun(caller: Principal, { kind, regionId, organisationId, fileName, consented }: NewImportDto): Promise<ImportRun> {
    if (kind === 'residents' && !consented) throw new Problem('invalid_input', [{ field: 'consented', message: '请确认已取得名单上每个人的书面同意' }]);
    if (kind === 'roster' && organisationId === undefined) throw new Problem('invalid_input', [{ field: 'organisationId', message: '请选择单位' }]);
    const scope = caller.scope(PERMISSION_OF_KIND[kind]);
    const regionPath = regionId === undefined ? '' : (await this.regions.get(regionId)).path;
    if (!isWithinScope(regionPath, scope)) throw regionId === undefined ? new Problem('invalid_input', [{ field: 'regionId', message: '请选择区域' }]) : new Problem('not_found');
    if (organisationId !== undefined) await this.imports.assertOrganisation(organisationId, regionPath);
    return {
      id: newId(),
      kind,
      state: 'uploading',
      fileName,
      fileBytes: 0,
      fileSha256: '',
      fileKey: null,
      fileDataKey: null,
      regionId: regionId ?? null,
      regionPath,
      organisationId: kind === 'roster' ? (organisationId ?? null) : null,
      failure: null,
      totalRows: 0,
      processedRows: 0,
      createdRows: 0,
      changedRows: 0,
      unchangedRows: 0,
      faultyRows: 0,
      atDeskRows: 0,
      fence: 0,
      startedBy: caller.accountId,
      createdAt: this.clock.date(),
      heartbeatAt: null,
      finishedAt: null,
    };
  }

  /** Looks through a table before anyone is told that it was taken. @throws Problem import_refused */
  private look(run: ImportRun, stored: StoredImport): Promise<void> {
    const looked = this.looking.then(() => this.lookNow(run, stored));
    this.looking = looked.catch(() => undefined);
    return looked;
  }

  private async lookNow(run: ImportRun, stored: StoredImport): Promise<void> {
    let rows = 0;
    try {
      const parts = readTable(await this.files.read(run.id, stored), { deadlineMs: this.lookMs, headOnly: true });
      const table = await openTable(parts, this.kinds.get(run.kind).columns);
      for await (const batch of table.rows) rows += batch.length;
    } catch (error) {
      if (error instanceof TableError && error.code === 'too_slow') return;
      if (error instanceof TableError || error instanceof HeadingsRefused) throw new Problem('import_refused', [{ field: 'file', message: error.message }], { cause: error });
      throw error;
    }
    if (rows === 0) throw new Problem('import_refused', [{ field: 'file', message: TABLE_FAULTS.empty }]);
  }

  private async begin(run: ImportRun, stored: StoredImport): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      await tx.update(ImportRun, { id: run.id }, { ...stored, state: 'uploaded' });
      await this.outbox.add(tx, { queue: 'imports', name: 'check', payload: { importId: run.id } }, run.id);
      const details = { kind: run.kind, file: stored.fileSha256, bytes: stored.fileBytes };
      await this.audit.record(tx, { action: 'import.upload', by: run.startedBy, on: { kind: 'import', id: run.id }, regionPath: run.regionPath, details });
    });
  }
}
