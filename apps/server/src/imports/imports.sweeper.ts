import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { StrandedJobs } from '../platform/queue/stranded-jobs.js';
import { Sweeper } from '../platform/queue/sweeper.js';
import { ImportFiles } from './import-files.js';

const SILENT_MS = 30_000;
const HOUR_MS = 3_600_000;
/** So long a table waits for someone to import it. */
const KEPT_MS = 24 * HOUR_MS;

/** Finds imports whose job Redis has lost, and removes the files that nobody needs any more. */
@Injectable()
export class ImportsSweeper extends Sweeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly stranded: StrandedJobs,
    private readonly files: ImportFiles,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sweep(): Promise<void> {
    await this.queueStranded();
    await this.forgetBroken();
    await this.giveUpOld();
    await this.removeFiles();
  }

  private async queueStranded(): Promise<void> {
    await this.stranded.restore({ table: 'import_run', states: ['uploaded', 'checking', 'applying'], silentMs: SILENT_MS }, ({ id, state }) => ({
      queue: 'imports',
      name: state === 'applying' ? 'apply' : 'check',
      payload: { importId: id },
    }));
  }

  /** Uploads during which the api died. The file first: as long as the run is listed, it is found again. */
  private async forgetBroken(): Promise<void> {
    const broken: { id: string }[] = await this.dataSource.query("SELECT id FROM import_run WHERE state = 'uploading' AND created_at < ? LIMIT 500", [new Date(this.clock.now() - HOUR_MS)]);
    for (const { id } of broken) {
      await this.files.remove(id);
      await this.dataSource.query("DELETE FROM import_run WHERE id = ? AND state = 'uploading'", [id]);
    }
  }

  private async giveUpOld(): Promise<void> {
    const now = this.clock.date();
    await this.dataSource.query(
      "UPDATE import_run SET state = 'cancelled', created_rows = 0, changed_rows = 0, failure = ?, finished_at = ? WHERE state IN ('uploaded', 'checking', 'checked') AND created_at < ?",
      ['检查以后 24 小时没有执行，文件已经删除。要导入请重新上传。', now, new Date(now.getTime() - KEPT_MS)],
    );
  }

  private async removeFiles(): Promise<void> {
    const ended: { id: string }[] = await this.dataSource.query("SELECT id FROM import_run WHERE state IN ('done', 'failed', 'cancelled') AND file_key IS NOT NULL LIMIT 500");
    for (const { id } of ended) {
      await this.files.remove(id);
      await this.dataSource.query('UPDATE import_run SET file_key = NULL, file_data_key = NULL WHERE id = ?', [id]);
    }
  }
}
