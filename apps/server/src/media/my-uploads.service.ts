import { Inject, Injectable } from '@nestjs/common';
import { MEDIA_LIMITS, type MediaState } from '@xuexi/domain';
import { DataSource, In } from 'typeorm';
import { AuditLog } from '../platform/audit/audit-log.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { Storage } from '../platform/storage/storage.js';
import { CaptionTrack } from './caption-track.entity.js';
import { LessonAccess } from './lesson-access.js';
import { MediaRun } from './media-run.entity.js';
import { Media, newestFirst } from './media.entity.js';
import type { MyUploadsDto } from './my-uploads.dto.js';
import { UploadRoom } from './upload-room.js';
import { UPLOAD_STORE, type UploadStore } from './upload-store.js';

/** Nobody works on these, and nothing arrives any more. */
const SETTLED: MediaState[] = ['ready', 'refused', 'failed', 'cancelled'];

/** What an instructor keeps on the server. */
@Injectable()
export class MyUploadsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly room: UploadRoom,
    private readonly lessons: LessonAccess,
    private readonly storage: Storage,
    @Inject(UPLOAD_STORE) private readonly store: UploadStore,
    private readonly audit: AuditLog,
  ) {}

  async list(accountId: string): Promise<MyUploadsDto> {
    const all = newestFirst(await this.dataSource.manager.find(Media, { where: { ownerAccountId: accountId } }));
    const places = await this.lessons.placesOf([...new Set(all.map(({ lessonId }) => lessonId))]);
    const placeOf = ({ lessonId }: Media) => places.get(lessonId) ?? null;
    const byLesson = Map.groupBy(all, ({ lessonId }) => lessonId);
    const dispensable = [...byLesson].flatMap(([lessonId, media]) => dispensableAmong(media, places.has(lessonId)));
    const published = await this.lessons.publishedAmong(dispensable.map(({ id }) => id));
    const { used, quota } = await this.room.spaceOf(accountId);
    return {
      usedBytes: used,
      quotaBytes: quota,
      unfinished: await Promise.all(
        all.filter(({ state }) => state === 'uploading').map(async (media) => ({ ...(await this.progressOf(media)), ...named(media), lessonId: media.lessonId, lesson: placeOf(media) })),
      ),
      removable: dispensable.filter(({ id }) => !published.has(id)).map((media) => ({ ...named(media), lesson: placeOf(media), state: media.state })),
    };
  }

  /**
   * Removes one's own medium with its files, or gives an unfinished upload up, and frees its space.
   * @throws Problem not_found, media_in_use
   */
  async remove(accountId: string, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const media = await tx.findOneBy(Media, { id, ownerAccountId: accountId });
      if (!media) throw new Problem('not_found');
      const hasLesson = await this.lessons.hold(tx, media.lessonId);
      const siblings = newestFirst(await tx.find(Media, { where: { lessonId: media.lessonId } }));
      const dispensable = media.state === 'uploading' || dispensableAmong(siblings, hasLesson).some((one) => one.id === id);
      const published = (await this.lessons.publishedAmong([id], tx)).size > 0;
      const removed = dispensable && !published && (await tx.delete(Media, { id, state: In([...SETTLED, 'uploading']) })).affected === 1;
      if (!removed) throw new Problem('media_in_use');
      await tx.delete(CaptionTrack, { mediaId: id });
      await tx.delete(MediaRun, { mediaId: id });
      await this.audit.record(tx, { action: 'media.delete', by: accountId, details: { mediaId: id, lessonId: media.lessonId, bytes: media.bytes } });
    });
    // What a dying process leaves of them, the check of the storage finds.
    await this.store.remove(id);
    for (const key of [`media/${id}`, `withdrawn/${id}`]) await this.storage.remove(key);
  }

  private async progressOf({ id, createdAt }: Media): Promise<{ receivedBytes: number; expiresAt: string }> {
    const standing = await this.store.standing(id);
    const goneOnAt = Math.max(createdAt.getTime(), standing?.touchedAt.getTime() ?? 0);
    return { receivedBytes: standing?.receivedBytes ?? 0, expiresAt: new Date(goneOnAt + MEDIA_LIMITS.abandonedAfterMs).toISOString() };
  }
}

function named({ id, fileName, bytes, createdAt }: Media): { id: string; fileName: string; bytes: number; createdAt: string } {
  return { id, fileName, bytes, createdAt: createdAt.toISOString() };
}

/**
 * Which media of one lesson nobody would miss: those of which nothing was made, those behind a newer one that is ready, and all of a lesson that is gone.
 * @param media of the lesson, newest first
 */
function dispensableAmong(media: Media[], hasLesson: boolean): Media[] {
  const ready = media.findIndex(({ state }) => state === 'ready');
  return media.filter(({ state }, place) => SETTLED.includes(state) && (!hasLesson || state !== 'ready' || (ready >= 0 && place > ready)));
}
