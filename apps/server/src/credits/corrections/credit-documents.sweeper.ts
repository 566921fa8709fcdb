import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Sweeper } from '../../platform/queue/sweeper.js';
import { Storage } from '../../platform/storage/storage.js';

const BATCH = 100;
/** So long an uploaded paper waits for a correction to rest on it. */
const KEPT_MS = 24 * 3_600_000;

/** Removes papers that were uploaded and then used for nothing. */
@Injectable()
export class CreditDocumentsSweeper extends Sweeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sweep(): Promise<void> {
    const unused: { id: string; storage_key: string }[] = await this.dataSource.query(
      'SELECT d.id, d.storage_key FROM credit_document d WHERE d.uploaded_at < ? AND NOT EXISTS (SELECT 1 FROM credit_correction c WHERE c.document_id = d.id) LIMIT ?',
      [new Date(this.clock.now() - KEPT_MS), BATCH],
    );
    for (const { id, storage_key: key } of unused) if (await this.forgotten(id)) await this.storage.remove(key);
  }

  /** Whoever asks for a correction locks the paper: it is used before, or gone. */
  private forgotten(id: string): Promise<boolean> {
    return inTransaction(this.dataSource, async (tx) => {
      const rows: unknown[] = await tx.query('SELECT 1 FROM credit_document WHERE id = ? FOR UPDATE', [id]);
      const used: unknown[] = await tx.query('SELECT 1 FROM credit_correction WHERE document_id = ? LIMIT 1', [id]);
      if (rows.length === 0 || used.length > 0) return false;
      await tx.query('DELETE FROM credit_document WHERE id = ?', [id]);
      return true;
    });
  }
}
