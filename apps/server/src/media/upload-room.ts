import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Problem } from '../platform/errors/problem.js';
import { FreeRoom } from './free-room.js';
import { Media } from './media.entity.js';
import { UPLOAD_STORE, type UploadStore } from './upload-store.js';

/** The row of `upload_lock` that stands for the room of the whole storage. */
const ROOM_LOCK = '00000000-0000-0000-0000-000000000000';
const GB = 1024 ** 3;

/** What an instructor keeps on the server, in bytes. */
export interface UploadSpace {
  used: number;
  quota: number;
}

/** Sees that no upload begins for which there is no room, in its instructor's share or on the disk. */
@Injectable()
export class UploadRoom {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(UPLOAD_STORE) private readonly store: UploadStore,
    private readonly free: FreeRoom,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Sources of an instructor that are still kept, with what their unfinished uploads announced. */
  async spaceOf(accountId: string, tx: EntityManager = this.dataSource.manager): Promise<UploadSpace> {
    const used = await tx.sum(Media, 'bytes', { ownerAccountId: accountId, sourceRemovedAt: IsNull() });
    return { used: Number(used ?? 0), quota: this.config.uploadQuotaBytes };
  }

  /**
   * Makes sure of the room for an upload that the same transaction lists. Uploads begin one after the other, in all api processes, so that none counts on the room of another.
   * @throws Problem upload_quota_exceeded, upload_no_room
   */
  async reserve(tx: EntityManager, accountId: string, bytes: number): Promise<void> {
    await tx.query('INSERT INTO upload_lock (upload_id, holder, wanted, expires_at) VALUES (?, ?, 0, UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE wanted = 0', [ROOM_LOCK, ROOM_LOCK]);
    const { used, quota } = await this.spaceOf(accountId, tx);
    if (used + bytes > quota) {
      throw new Problem('upload_quota_exceeded', [{ field: 'Upload-Length', message: `已用 ${gigabytes(used)}，共 ${gigabytes(quota)}；这个文件有 ${gigabytes(bytes)}` }]);
    }
    const free = await this.free.bytes();
    // A bucket without bounds need not be asked what has arrived in it.
    if (free !== null && free < (await this.stillToCome(tx)) + bytes) throw new Problem('upload_no_room');
  }

  /** What all uploads under way have still to send, in bytes. */
  private async stillToCome(tx: EntityManager): Promise<number> {
    const unfinished = await tx.find(Media, { select: { id: true, bytes: true }, where: { state: 'uploading' } });
    const missing = await Promise.all(unfinished.map(async ({ id, bytes }) => bytes - ((await this.store.standing(id))?.receivedBytes ?? 0)));
    return missing.reduce((sum, one) => sum + one, 0);
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / GB).toFixed(1)} GB`;
}
