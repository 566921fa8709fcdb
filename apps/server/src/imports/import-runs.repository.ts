import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { withinScope } from '../platform/auth/scope.js';
import type { PageQuery } from '../platform/http/schemas.js';
import { ImportFault } from './import-fault.entity.js';
import { ImportRun, type ImportState } from './import-run.entity.js';

/** States from which each stage is taken up, the one that it is in while it works last. */
const STAGES = { check: ['uploaded', 'checking'], apply: ['applying', 'applying'] } as const satisfies Record<string, readonly [ImportState, ImportState]>;

/** Imports and what was wrong in their tables. */
@Injectable()
export class ImportRunsRepository {
  constructor(private readonly dataSource: DataSource) {}

  byId(id: string): Promise<ImportRun | null> {
    return this.dataSource.manager.findOneBy(ImportRun, { id });
  }

  get(tx: EntityManager, id: string): Promise<ImportRun> {
    return tx.findOneByOrFail(ImportRun, { id });
  }

  /** An import within a scope; null also while it is uploaded. */
  async inScope(id: string, scope: readonly string[]): Promise<ImportRun | null> {
    const { sql, params } = withinScope('region_path', scope);
    const rows: unknown[] = await this.dataSource.query(`SELECT 1 FROM import_run WHERE id = ? AND state <> 'uploading' AND ${sql}`, [id, ...params]);
    return rows.length === 0 ? null : this.byId(id);
  }

  /** The same, held until the transaction ends. */
  async holdInScope(tx: EntityManager, id: string, scope: readonly string[]): Promise<ImportRun | null> {
    const { sql, params } = withinScope('region_path', scope);
    const rows: unknown[] = await tx.query(`SELECT 1 FROM import_run WHERE id = ? AND state <> 'uploading' AND ${sql} FOR UPDATE`, [id, ...params]);
    return rows.length === 0 ? null : this.get(tx, id);
  }

  /** Imports within a scope, the newest first. */
  async page(scope: readonly string[], { page, pageSize }: PageQuery): Promise<{ runs: ImportRun[]; total: number }> {
    const { sql, params } = withinScope('region_path', scope);
    const where = `state <> 'uploading' AND ${sql}`;
    const [{ n } = { n: 0 }]: { n: number }[] = await this.dataSource.query(`SELECT COUNT(*) AS n FROM import_run WHERE ${where}`, params);
    const rows: { id: string }[] = await this.dataSource.query(`SELECT id FROM import_run WHERE ${where} ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?`, [...params, pageSize, (page - 1) * pageSize]);
    const found = await this.byIds(rows.map(({ id }) => id));
    return { runs: rows.flatMap(({ id }) => found.get(id) ?? []), total: n };
  }

  private async byIds(ids: string[]): Promise<Map<string, ImportRun>> {
    const runs = ids.length === 0 ? [] : await this.dataSource.manager.createQueryBuilder(ImportRun, 'run').where('run.id IN (:...ids)', { ids }).getMany();
    return new Map(runs.map((run) => [run.id, run]));
  }

  /**
   * Takes an import up: from now on only this run's writes count. The dry run starts from the beginning.
   * @returns null when the stage is not due
   */
  async claim(id: string, stage: keyof typeof STAGES, now: Date): Promise<ImportRun | null> {
    return this.dataSource.transaction('READ COMMITTED', async (tx) => {
      const restart = stage === 'check' ? ', processed_rows = 0, created_rows = 0, changed_rows = 0, unchanged_rows = 0, faulty_rows = 0, at_desk_rows = 0' : '';
      const taken: { affectedRows: number } = await tx.query(`UPDATE import_run SET state = ?, fence = fence + 1, heartbeat_at = ?${restart} WHERE id = ? AND state IN (?)`, [
        STAGES[stage][1],
        now,
        id,
        STAGES[stage],
      ]);
      if (taken.affectedRows !== 1) return null;
      if (stage === 'check') await tx.delete(ImportFault, { runId: id });
      return this.get(tx, id);
    });
  }

  /** Writes to an import as the run that holds it. @returns false when another run or a cancellation came first */
  async move(tx: EntityManager, { id, fence, state }: Pick<ImportRun, 'id' | 'fence' | 'state'>, to: Partial<ImportRun>): Promise<boolean> {
    const moved = await tx.update(ImportRun, { id, fence, state }, to);
    return moved.affected === 1;
  }

  async forgetFile(id: string): Promise<void> {
    await this.dataSource.manager.update(ImportRun, { id }, { fileKey: null, fileDataKey: null });
  }

  async faults(runId: string, { offset, limit }: { offset: number; limit: number }): Promise<ImportFault[]> {
    return this.dataSource.manager.find(ImportFault, { where: { runId }, order: { position: 'ASC' }, skip: offset, take: limit });
  }

  countFaults(runId: string): Promise<number> {
    return this.dataSource.manager.countBy(ImportFault, { runId });
  }
}
