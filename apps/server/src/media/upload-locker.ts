import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { ERRORS, type Lock, type Locker, type RequestRelease } from '@tus/server';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';

/** How long a lock outlives the process that held it, in microseconds. */
const LEASE_US = 3_000_000;
/** How often a holder prolongs its locks, and sees whether somebody waits for one. */
const BEAT_MS = 500;
const LEASE_END = 'UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND';
const TRY_EVERY_MS = 100;
/** Longer than a lease and the time in which a holder gives way. */
const PATIENCE_MS = 12_000;

interface Held {
  uploadId: string;
  giveWay: RequestRelease;
}

/**
 * Locks of uploads in the database, so that of all requests in all api processes one writes to an upload. A request that waits has the holder give way; a holder that died is replaced
 * when its lease ends. Times are the database's own, so that no process's clock matters.
 */
export class UploadLocker implements Locker {
  private readonly logger = new Logger(UploadLocker.name);
  private readonly held = new Map<string, Held>();
  private beating = false;

  /** @param settled resolves once nothing that a holder began is on its way to the upload any more */
  constructor(
    private readonly dataSource: DataSource,
    private readonly settled: (uploadId: string) => Promise<void>,
  ) {}

  newLock(uploadId: string): Lock {
    const holder = newId();
    return {
      lock: (signal, giveWay) => this.acquire(holder, { uploadId, giveWay }, signal),
      unlock: () => this.release(holder, uploadId),
    };
  }

  private async acquire(holder: string, lock: Held, signal: AbortSignal): Promise<void> {
    const patience = performance.now() + PATIENCE_MS;
    while (!(await this.take(holder, lock.uploadId))) {
      if (signal.aborted || performance.now() >= patience) throw ERRORS.ERR_LOCK_TIMEOUT;
      await delay(TRY_EVERY_MS);
    }
    this.held.set(holder, lock);
    void this.beat();
  }

  /** Takes a lock that is free or whose lease has ended; else its holder, here or elsewhere, is told that somebody waits. */
  private async take(holder: string, uploadId: string): Promise<boolean> {
    const [standing]: { wanted: number; ended: number }[] = await this.dataSource.query('SELECT wanted, expires_at < UTC_TIMESTAMP(3) AS ended FROM upload_lock WHERE upload_id = ?', [uploadId]);
    if (standing === undefined) return this.change(`INSERT IGNORE INTO upload_lock (upload_id, holder, wanted, expires_at) VALUES (?, ?, 0, ${LEASE_END})`, [uploadId, holder, LEASE_US]);
    if (standing.ended === 1) {
      return this.change(`UPDATE upload_lock SET holder = ?, wanted = 0, expires_at = ${LEASE_END} WHERE upload_id = ? AND expires_at < UTC_TIMESTAMP(3)`, [holder, LEASE_US, uploadId]);
    }
    if (standing.wanted === 0) await this.change('UPDATE upload_lock SET wanted = 1 WHERE upload_id = ?', [uploadId]);
    for (const lock of this.held.values()) if (lock.uploadId === uploadId) void lock.giveWay();
    return false;
  }

  private async release(holder: string, uploadId: string): Promise<void> {
    await this.settled(uploadId);
    this.held.delete(holder);
    await this.change('DELETE FROM upload_lock WHERE upload_id = ? AND holder = ?', [uploadId, holder]);
  }

  /** @returns whether it changed anything */
  private change(statement: string, parameters: unknown[]): Promise<boolean> {
    return inTransaction(this.dataSource, async (tx) => {
      const { affectedRows }: { affectedRows: number } = await tx.query(statement, parameters);
      return affectedRows > 0;
    });
  }

  /** One beat for all locks of this process, as long as it holds any. */
  private async beat(): Promise<void> {
    if (this.beating) return;
    this.beating = true;
    while (this.held.size > 0) {
      await delay(BEAT_MS);
      await this.prolong([...this.held]).catch((error: unknown) => this.logger.warn({ err: error }, 'locks of uploads were not prolonged'));
    }
    this.beating = false;
  }

  private async prolong(held: [holder: string, lock: Held][]): Promise<void> {
    if (held.length === 0) return;
    const mine = 'upload_id IN (?) AND holder IN (?)';
    const keys = [held.map(([, { uploadId }]) => uploadId), held.map(([holder]) => holder)];
    await this.change(`UPDATE upload_lock SET expires_at = ${LEASE_END} WHERE ${mine}`, [LEASE_US, ...keys]);
    const rows: { holder: string; wanted: number }[] = await this.dataSource.query(`SELECT holder, wanted FROM upload_lock WHERE ${mine}`, keys);
    const undisturbed = new Set(rows.filter(({ wanted }) => wanted === 0).map(({ holder }) => holder));
    // What was let go of meanwhile needs no way.
    for (const [holder, { giveWay }] of held) if (!undisturbed.has(holder) && this.held.has(holder)) void giveWay();
  }
}
