import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { ERRORS, type Lock, type Locker, type RequestRelease } from '@tus/server';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';

/** How long a lock outlives the process that held it. */
const LEASE_MS = 4000;
/** How often a holder prolongs its locks, and sees whether somebody waits for one. */
const BEAT_MS = 500;
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

  constructor(private readonly dataSource: DataSource) {}

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
    const taken = await inTransaction(this.dataSource, async (tx) => {
      const lease = [LEASE_MS * 1000];
      const free: Changed = await tx.query(`INSERT IGNORE INTO upload_lock (upload_id, holder, wanted, expires_at) VALUES (?, ?, 0, ${LEASE_END})`, [uploadId, holder, ...lease]);
      if (free.affectedRows === 1) return true;
      const left: Changed = await tx.query(`UPDATE upload_lock SET holder = ?, wanted = 0, expires_at = ${LEASE_END} WHERE upload_id = ? AND expires_at < UTC_TIMESTAMP(3)`, [holder, ...lease, uploadId]);
      if (left.affectedRows === 1) return true;
      await tx.query('UPDATE upload_lock SET wanted = 1 WHERE upload_id = ?', [uploadId]);
      return false;
    });
    if (!taken) for (const lock of this.held.values()) if (lock.uploadId === uploadId) void lock.giveWay();
    return taken;
  }

  private async release(holder: string, uploadId: string): Promise<void> {
    this.held.delete(holder);
    await this.dataSource.query('DELETE FROM upload_lock WHERE upload_id = ? AND holder = ?', [uploadId, holder]);
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
    await this.dataSource.query(`UPDATE upload_lock SET expires_at = ${LEASE_END} WHERE ${mine}`, [LEASE_MS * 1000, ...keys]);
    const rows: { holder: string; wanted: number }[] = await this.dataSource.query(`SELECT holder, wanted FROM upload_lock WHERE ${mine}`, keys);
    const undisturbed = new Set(rows.filter(({ wanted }) => wanted === 0).map(({ holder }) => holder));
    // What was let go of meanwhile needs no way.
    for (const [holder, { giveWay }] of held) if (!undisturbed.has(holder) && this.held.has(holder)) void giveWay();
  }
}

const LEASE_END = 'UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND';

interface Changed {
  affectedRows: number;
}
