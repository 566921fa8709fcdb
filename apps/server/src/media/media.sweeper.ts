import { Injectable } from '@nestjs/common';
import { MEDIA_LIMITS } from '@xuexi/domain';
import { DataSource, LessThan, MoreThan } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { QueueProducer } from '../platform/queue/queue-producer.js';
import { Sweeper } from '../platform/queue/sweeper.js';
import { Scratch } from '../platform/storage/scratch.js';
import { Storage } from '../platform/storage/storage.js';
import { Media } from './media.entity.js';
import { UploadsService, uploadFiles } from './uploads.service.js';

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

/** Finds videos whose job Redis has lost, or whose last chunk arrived just before the api died; clears what was left lying about. */
@Injectable()
export class MediaSweeper extends Sweeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly producer: QueueProducer,
    private readonly uploads: UploadsService,
    private readonly storage: Storage,
    private readonly scratch: Scratch,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sweep(): Promise<void> {
    const silentSince = new Date(this.clock.now() - SILENT_MS);
    await this.queueStranded(silentSince);
    for await (const upload of this.unfinished(silentSince)) await this.settle(upload);
    await this.scratch.clear(new Date(this.clock.now() - DAY_MS));
  }

  private async queueStranded(silentSince: Date): Promise<void> {
    const stranded: { id: string }[] = await this.dataSource.query(
      "SELECT id FROM media WHERE (state = 'queued' AND queued_at < ?) OR (state = 'transcoding' AND heartbeat_at < ?) ORDER BY queued_at LIMIT 500",
      [silentSince, silentSince],
    );
    for (const { id } of stranded) {
      await this.producer.add('media', 'transcode', { payload: { mediaId: id }, requestId: null }, `transcode-${id}`);
    }
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
    const goneOnAt = Math.max(createdAt.getTime(), file?.modifiedAt.getTime() ?? 0);
    if (goneOnAt >= this.clock.now() - ABANDONED_MS) return;
    // The files first: as long as the upload is listed, they are found again.
    for (const key of uploadFiles(id)) await this.storage.remove(key);
    await this.uploads.discard(id);
  }
}
