import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { StrandedJobs } from '../../platform/queue/stranded-jobs.js';
import { Sweeper } from '../../platform/queue/sweeper.js';
import { StatementBatchFiles } from './statement-batch-files.js';

/** Longer than 20 statements take on a slow machine. */
const SILENT_MS = 60_000;
const KEPT_MS = 30 * 86_400_000;

/** Finds batches whose job Redis has lost, and removes zips after 30 days. */
@Injectable()
export class StatementBatchSweeper extends Sweeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly stranded: StrandedJobs,
    private readonly files: StatementBatchFiles,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sweep(): Promise<void> {
    await this.stranded.restore({ table: 'statement_batch', states: ['queued', 'running'], silentMs: SILENT_MS }, ({ id }) => ({ queue: 'creditsLong', name: 'statement-batch', payload: { batchId: id } }));
    await this.removeOld();
  }

  /** The file first: as long as the row names it, it is found again. */
  private async removeOld(): Promise<void> {
    const old: { id: string; storage_key: string }[] = await this.dataSource.query('SELECT id, storage_key FROM statement_batch WHERE storage_key IS NOT NULL AND finished_at < ? LIMIT 100', [
      new Date(this.clock.now() - KEPT_MS),
    ]);
    for (const { id, storage_key: key } of old) {
      await this.files.remove(key);
      await this.dataSource.query('UPDATE statement_batch SET storage_key = NULL, data_key = NULL WHERE id = ?', [id]);
    }
  }
}
