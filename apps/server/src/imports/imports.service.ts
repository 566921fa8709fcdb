import { writeCsv, writeTemplate } from '@xuexi/tables';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountsService } from '../identity/accounts.service.js';
import { OrganisationLookup } from '../organisations/organisation-lookup.service.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import type { Principal } from '../platform/auth/principal.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import type { PageQuery } from '../platform/http/schemas.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import { RegionsService } from '../regions/regions.service.js';
import { KEPT_FAULTS } from './batch-committer.js';
import { ImportFiles } from './import-files.js';
import { IMPORT_KINDS, ImportKinds, type ImportKindName } from './import-kind.js';
import { PERMISSION_OF_KIND } from './import-permissions.js';
import { ImportRun } from './import-run.entity.js';
import { ImportRunsRepository } from './import-runs.repository.js';
import type { ImportDto, ImportFaultPageDto, ImportKindListDto, ImportPageDto } from './imports.dto.js';

const KIND_NAMES: Record<ImportKindName, string> = { residents: '居民', roster: '单位名册', regions: '下级区域', grants: '批量认定' };
const ENDED: readonly ImportRun['state'][] = ['done', 'failed', 'cancelled'];

/** Imports as staff see them: list, results, faults, start and stop. The work is ImportRunner's. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: ImportRunsRepository,
    private readonly accounts: AccountsService,
    private readonly regions: RegionsService,
    private readonly organisations: OrganisationLookup,
    private readonly kinds: ImportKinds,
    private readonly files: ImportFiles,
    private readonly outbox: OutboxService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Imports of the caller's regions, the newest first. */
  async list(caller: Principal, query: PageQuery): Promise<ImportPageDto> {
    const { runs, total } = await this.runs.page(scopeOf(caller), query);
    return { items: await this.describe(runs), total, page: query.page, pageSize: query.pageSize };
  }

  /** @throws Problem not_found */
  async get(caller: Principal, id: string): Promise<ImportDto> {
    const run = await this.runs.inScope(id, scopeOf(caller));
    if (!run) throw new Problem('not_found');
    const [described] = await this.describe([run]);
    return described!;
  }

  /** @throws Problem not_found */
  async faults(caller: Principal, id: string, { page, pageSize }: PageQuery): Promise<ImportFaultPageDto> {
    await this.get(caller, id);
    const found = await this.runs.faults(id, { offset: (page - 1) * pageSize, limit: pageSize });
    const items = found.map(({ line, cell, columnName, message }) => ({ line, cell, column: columnName, message }));
    return { items, total: await this.runs.countFaults(id), page, pageSize };
  }

  /** All faults as a table. It holds no value of the file. @throws Problem not_found */
  async faultFile(caller: Principal, id: string): Promise<{ name: string; text: string }> {
    const { fileName } = await this.get(caller, id);
    const found = await this.runs.faults(id, { offset: 0, limit: KEPT_FAULTS });
    const rows = found.map(({ line, cell, columnName, message }) => [String(line), cell, columnName, message]);
    return { name: `${fileName.replace(/\.[^.]*$/, '')}-要改的地方.csv`, text: writeCsv([['行', '单元格', '列', '要改什么'], ...rows]) };
  }

  /**
   * Starts the import of a table whose dry run is done. Anyone may start it who could have uploaded it.
   * @throws Problem not_found, import_not_ready
   */
  async apply(caller: Principal, id: string): Promise<ImportDto> {
    await inTransaction(this.dataSource, async (tx) => {
      const run = await this.runs.holdInScope(tx, id, scopeOf(caller));
      if (!run) throw new Problem('not_found');
      if (run.state !== 'checked') throw new Problem('import_not_ready');
      // Who starts it answers for it from now on, and what happens is held against their grants.
      const zero = { processedRows: 0, createdRows: 0, changedRows: 0, unchangedRows: 0, faultyRows: 0, atDeskRows: 0 };
      await tx.update(ImportRun, { id }, { ...zero, state: 'applying', startedBy: caller.accountId, heartbeatAt: this.clock.date() });
      await tx.query('DELETE FROM import_fault WHERE run_id = ?', [id]);
      await this.outbox.add(tx, { queue: 'imports', name: 'apply', payload: { importId: id } }, id);
      const details = { kind: run.kind, file: run.fileSha256, rows: run.totalRows };
      await this.audit.record(tx, { action: 'import.apply', by: caller.accountId, on: { kind: 'import', id }, regionPath: run.regionPath, details });
    });
    return this.get(caller, id);
  }

  /**
   * Stops an import; what is done stays done. @throws Problem not_found, import_ended
   */
  async cancel(caller: Principal, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const run = await this.runs.holdInScope(tx, id, scopeOf(caller));
      if (!run) throw new Problem('not_found');
      if (ENDED.includes(run.state)) throw new Problem('import_ended');
      // What only the dry run counted was never done, and must not read as if it had been.
      const undone = run.state === 'applying' ? {} : { createdRows: 0, changedRows: 0 };
      await tx.update(ImportRun, { id }, { ...undone, state: 'cancelled', finishedAt: this.clock.date() });
      const details = { kind: run.kind, state: run.state, processed: run.processedRows };
      await this.audit.record(tx, { action: 'import.cancel', by: caller.accountId, on: { kind: 'import', id }, regionPath: run.regionPath, details });
    });
    await this.files.remove(id);
    await this.runs.forgetFile(id);
  }

  describeKinds(): ImportKindListDto['items'] {
    return IMPORT_KINDS.filter((kind) => this.kinds.has(kind)).map((kind) => ({ kind, columns: this.kinds.get(kind).columns.map(({ heading, required, note }) => ({ heading, required, note })) }));
  }

  /** The table to fill in. @throws Problem not_found */
  async template(kind: ImportKindName): Promise<{ name: string; bytes: Buffer }> {
    if (!this.kinds.has(kind)) throw new Problem('not_found');
    return { name: `${KIND_NAMES[kind]}导入模板.xlsx`, bytes: await writeTemplate(KIND_NAMES[kind], this.kinds.get(kind).columns) };
  }

  /** @throws Problem not_found for an organisation that is closed or not within a region */
  async assertOrganisation(id: string, regionPath: string): Promise<void> {
    if (!(await this.organisations.isOpenWithin(id, regionPath))) throw new Problem('not_found');
  }

  private async describe(runs: ImportRun[]): Promise<ImportDto[]> {
    const names = await this.accounts.displayNames([...new Set(runs.map(({ startedBy }) => startedBy))]);
    const places = await this.regions.places(runs.flatMap(({ regionId }) => regionId ?? []));
    const organisations = await this.organisations.names(runs.flatMap(({ organisationId }) => organisationId ?? []));
    return runs.map((run) => ({
      ...run,
      state: run.state as ImportDto['state'],
      region: (run.regionId && places.get(run.regionId)) || null,
      organisation: run.organisationId === null ? null : { id: run.organisationId, name: organisations.get(run.organisationId) ?? '' },
      startedBy: names.get(run.startedBy) ?? '',
      createdAt: run.createdAt.toISOString(),
      finishedAt: run.finishedAt?.toISOString() ?? null,
    }));
  }
}

/** Where the caller sees imports of any kind: those who may import regions or grants may import residents. */
function scopeOf(caller: Principal): string[] {
  return caller.scope(PERMISSION_OF_KIND.residents);
}
