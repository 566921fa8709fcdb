import { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { ZipFile } from 'yazl';
import { Clock } from '../../platform/clock.js';
import { Problem } from '../../platform/errors/problem.js';
import { StatementBatchFiles } from './statement-batch-files.js';
import { StatementBatch } from './statement-batch.entity.js';
import { StatementPapers } from './statement-papers.service.js';
import { StatementsInRegion } from './statements-in-region.js';
import type { Statement } from './statement.entity.js';

/** Statements between two signs of life; drawing them takes a few seconds. */
const BEAT = 20;
/** What names of files cannot hold on some system. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}]/gu;

/** Another run has taken the batch over. */
class Superseded extends Error {}

/**
 * Draws the statements of a batch one after the other into a zip that goes to the storage as it grows: what is in memory
 * does not depend on how many they are. A run that died is taken up by another one, which begins anew under a higher
 * fence; of two runs only the newer one's file is kept.
 */
@Injectable()
export class StatementBatchRunner {
  private readonly logger = new Logger(StatementBatchRunner.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly statements: StatementsInRegion,
    private readonly papers: StatementPapers,
    private readonly files: StatementBatchFiles,
    private readonly clock: Clock,
  ) {}

  async run(batchId: string): Promise<void> {
    const batch = await this.claim(batchId);
    if (!batch) return;
    try {
      await this.finish(batch, await this.store(batch));
    } catch (error) {
      await this.files.remove(this.files.keyOf(batch.id, batch.fence));
      if (error instanceof Superseded) return;
      // The process stops, which is no fault of the batch: its silence calls for another run.
      if (!(error instanceof Problem && error.code === 'unavailable')) throw error;
      this.logger.log({ batchId }, 'statement batch interrupted');
    }
  }

  /** Gives a batch up that the queue will not try again. */
  async fail(batchId: string): Promise<void> {
    await this.dataSource.manager.update(StatementBatch, { id: batchId, state: In(['queued', 'running']) }, { state: 'failed', activeKey: null, finishedAt: this.clock.date() });
  }

  private async claim(id: string): Promise<StatementBatch | null> {
    const { affectedRows }: { affectedRows: number } = await this.dataSource.query(
      "UPDATE statement_batch SET state = 'running', fence = fence + 1, processed = 0, heartbeat_at = ? WHERE id = ? AND state IN ('queued', 'running')",
      [this.clock.date(), id],
    );
    return affectedRows === 1 ? this.dataSource.manager.findOneByOrFail(StatementBatch, { id }) : null;
  }

  private async store(batch: StatementBatch): Promise<Pick<StatementBatch, 'storageKey' | 'dataKey' | 'bytes'>> {
    const zip = new ZipFile();
    const output = new Readable().wrap(zip.outputStream);
    const filled = this.fill(zip, batch).catch((error: Error) => void output.destroy(error));
    const [stored] = await Promise.all([this.files.store(batch.id, batch.fence, output), filled]);
    return stored;
  }

  private async fill(zip: ZipFile, batch: StatementBatch): Promise<void> {
    let processed = 0;
    for await (const statement of this.statements.each(batch.year, batch.regionId)) {
      await this.add(zip, statement);
      if (++processed % BEAT === 0) await this.beat(batch, processed);
    }
    await this.beat(batch, processed);
    zip.end();
  }

  /** Draws a statement and waits until the zip has taken it. */
  private async add(zip: ZipFile, statement: Statement): Promise<void> {
    const sheet = await this.papers.sheet(statement);
    const pdf = await this.papers.draw(sheet);
    const name = `${safe(sheet.place.at(-1) ?? '没有登记区域')}/${safe(sheet.name)}-${statement.number}.pdf`;
    await new Promise<void>((resolve, reject) => {
      const content = Readable.from([pdf]).once('end', resolve).once('error', reject);
      zip.addReadStream(content, name, { compress: false, size: pdf.length, mtime: statement.computedAt });
    });
  }

  private async beat({ id, fence }: StatementBatch, processed: number): Promise<void> {
    const { affected } = await this.dataSource.manager.update(StatementBatch, { id, fence, state: 'running' }, { processed, heartbeatAt: this.clock.date() });
    if (affected !== 1) throw new Superseded();
  }

  private async finish({ id, fence, year }: StatementBatch, stored: Pick<StatementBatch, 'storageKey' | 'dataKey' | 'bytes'>): Promise<void> {
    const { affected } = await this.dataSource.manager.update(StatementBatch, { id, fence, state: 'running' }, { ...stored, state: 'done', activeKey: null, finishedAt: this.clock.date() });
    if (affected !== 1) throw new Superseded();
    this.logger.log({ batchId: id, year, bytes: stored.bytes }, 'statement batch done');
  }
}

function safe(name: string): string {
  return name.replace(UNSAFE, '_');
}
