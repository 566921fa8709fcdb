import { Inject, Injectable } from '@nestjs/common';
import { MEDIA_LIMITS } from '@xuexi/domain';
import { DataSource, IsNull, LessThan, MoreThan } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { QueueProducer } from '../platform/queue/queue-producer.js';
import { Sweeper } from '../platform/queue/sweeper.js';
import { Scratch } from '../platform/storage/scratch.js';
import { Storage } from '../platform/storage/storage.js';
import { type Waiting, jobOf, workIdOf } from './media-jobs.js';
import { Media } from './media.entity.js';
import { OutputRoom } from './output-room.js';
import { UPLOAD_STORE, type UploadStore } from './upload-store.js';
import { UploadsService } from './uploads.service.js';

const SILENT_MS = 30_000;
const DAY_MS = 24 * 3600 * 1000;
/** An upload that nobody goes on with for so long is given up. */
const ABANDONED_MS = MEDIA_LIMITS.abandonedAfterMs;
const PAGE = 500;

interface Unfinished {
  id: string;
  sourceKey: string;
  bytes: number;
  declaredSha256: string | null;
  createdAt: Date;
}

/** Finds videos whose job Redis has lost, those that waited for room, and those whose last chunk arrived just before the api died; clears what was left lying about. */
@Injectable()
export class MediaSweeper extends Sweeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly producer: QueueProducer,
    private readonly uploads: UploadsService,
    private readonly room: OutputRoom,
    private readonly storage: Storage,
    @Inject(UPLOAD_STORE) private readonly store: UploadStore,
    private readonly scratch: Scratch,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sweep(): Promise<void> {
    const silentSince = new Date(this.clock.now() - SILENT_MS);
    await this.queueStranded(silentSince);
    await this.queueWhatFindsRoom();
    for await (const upload of this.unfinished(silentSince)) await this.settle(upload);
    await this.scratch.clear(new Date(this.clock.now() - DAY_MS));
  }

  private async queueStranded(silentSince: Date): Promise<void> {
    const stranded: Waiting[] = await this.dataSource.query(
      `SELECT id, state, lane, fence FROM media
        WHERE taken_down_at IS NULL AND waits_for IS NULL AND state IN ('checking', 'queued', 'transcoding') AND COALESCE(heartbeat_at, queued_at) < ? ORDER BY queued_at, id LIMIT ${PAGE}`,
      [silentSince],
    );
    for (const media of stranded) await this.enqueue(media);
  }

  /** Takes those up again, oldest first, that waited for room, as long as there is some. */
  private async queueWhatFindsRoom(): Promise<void> {
    const waiting = await this.dataSource.manager.find(Media, { where: { waitsFor: 'disk_full', takenDownAt: IsNull() }, order: { queuedAt: 'ASC', id: 'ASC' }, take: PAGE });
    for (const media of waiting) {
      if (!(await this.room.isThereFor(media))) continue;
      const { affected } = await this.dataSource.manager.update(Media, { id: media.id, fence: media.fence, waitsFor: 'disk_full' }, { waitsFor: null });
      if (affected === 1) await this.enqueue(media);
    }
  }

  private async enqueue(media: Waiting): Promise<void> {
    const { queue, name, payload } = jobOf(media);
    await this.producer.add(queue, name, { payload, requestId: null }, `${name}-${workIdOf(media)}`);
  }

  /** Every upload under way that began before a moment, a page at a time. */
  private async *unfinished(begunBefore: Date): AsyncGenerator<Unfinished> {
    let page: Unfinished[];
    let after = '';
    do {
      page = await this.dataSource.manager.find(Media, {
        select: { id: true, sourceKey: true, bytes: true, declaredSha256: true, createdAt: true },
        where: { state: 'uploading', createdAt: LessThan(begunBefore), id: MoreThan(after) },
        order: { id: 'ASC' },
        take: PAGE,
      });
      yield* page;
      after = page.at(-1)?.id ?? after;
    } while (page.length === PAGE);
  }

  /** Queues an upload whose file is whole; removes one that nobody has gone on with. */
  private async settle({ id, sourceKey, bytes, declaredSha256, createdAt }: Unfinished): Promise<void> {
    const file = await this.storage.stat(sourceKey);
    if (file?.bytes === bytes && declaredSha256 !== null) return this.uploads.finish(id);
    const silentSince = this.clock.now() - ABANDONED_MS;
    if (createdAt.getTime() >= silentSince) return;
    const standing = await this.store.standing(id);
    if (standing && standing.touchedAt.getTime() >= silentSince) return;
    await this.store.remove(id);
  }
}
