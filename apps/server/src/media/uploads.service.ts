import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import { LessonAccess } from './lesson-access.js';
import { enqueue } from './media-jobs.js';
import { Media } from './media.entity.js';
import type { UploadFacts } from './upload-store.js';

/** Uploads are kept under their media id. */
export const uploadKey = (mediaId: string): string => `uploads/${mediaId}`;

/** All that may be stored of an upload: its file, and what the tus server notes about it in a folder or a bucket. */
export const uploadFiles = (mediaId: string): string[] => ['', '.json', '.info', '.part'].map((end) => uploadKey(mediaId) + end);

/** An upload as it is announced. */
export interface NewUpload {
  mediaId: string;
  accountId: string;
  lessonId: string;
  fileName: string;
  bytes: number;
  /** Hexadecimal digits; null where the device says it with the last bytes. */
  sha256: string | null;
}

/** What the tus protocol leaves to us: whose an upload is, what it shall be, and what happens when a file is whole. */
@Injectable()
export class UploadsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: OutboxService,
    private readonly lessons: LessonAccess,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found unless the upload is the caller's own */
  async assertOwner(accountId: string, mediaId: string): Promise<void> {
    const owned = await this.dataSource.manager.existsBy(Media, { id: mediaId, ownerAccountId: accountId });
    if (!owned) throw new Problem('not_found');
  }

  /** An upload begins: from now on the lesson shows it. The transaction is the one that LessonAccess.beginUpload allowed it in. */
  async begin(tx: EntityManager, upload: NewUpload): Promise<void> {
    await tx.insert(Media, {
      id: upload.mediaId,
      lessonId: upload.lessonId,
      ownerAccountId: upload.accountId,
      fileName: upload.fileName.slice(0, 255),
      bytes: upload.bytes,
      state: 'uploading',
      sourceKey: uploadKey(upload.mediaId),
      declaredSha256: upload.sha256,
      fence: 0,
      progress: 0,
      createdAt: this.clock.date(),
    });
  }

  /** What the store has to know of an upload under way; null for any other. */
  async factsOf(mediaId: string): Promise<UploadFacts | null> {
    const media = await this.dataSource.manager.findOneBy(Media, { id: mediaId, state: 'uploading' });
    return media && { bytes: media.bytes, verifiable: media.declaredSha256 !== null, metadata: { lessonId: media.lessonId, filename: media.fileName } };
  }

  /** The device says the SHA-256 of the whole file, as hexadecimal digits; what it says last counts. */
  async declare(mediaId: string, sha256: string): Promise<void> {
    await this.dataSource.manager.update(Media, { id: mediaId, state: 'uploading' }, { declaredSha256: sha256 });
  }

  /**
   * The file has arrived: it is its lesson's content from now on, and the worker checks it, once, however often this is called.
   * One whose SHA-256 was never said is not whole.
   */
  async finish(mediaId: string): Promise<void> {
    const whole = [
      { id: mediaId, state: 'announced' as const },
      { id: mediaId, state: 'uploading' as const, declaredSha256: Not(IsNull()) },
    ];
    await inTransaction(this.dataSource, async (tx) => {
      const media = await tx.findOneBy(Media, whole);
      if (!media) return;
      const waiting = { state: 'checking', queuedAt: this.clock.date() } as const;
      // What was announced is its lesson's content since then, and does not come before what was uploaded meanwhile.
      const isContent = media.state === 'uploading' && (await this.lessons.takeContent(tx, media.lessonId));
      const changed = await tx.update(Media, whole, { ...waiting, arrivedAt: isContent ? waiting.queuedAt : null });
      if (changed.affected === 1) await enqueue(tx, this.outbox, { id: mediaId, lane: null, fence: 0, ...waiting });
    });
  }

  /** The upload was given up, by its instructor or by nobody going on with it. */
  async discard(mediaId: string): Promise<void> {
    await this.dataSource.manager.delete(Media, { id: mediaId, state: 'uploading' });
  }
}
