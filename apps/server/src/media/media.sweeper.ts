import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { QueueProducer } from '../platform/queue/queue-producer.js';
import { Sweeper } from '../platform/queue/sweeper.js';
import { Storage } from '../platform/storage/storage.js';
import { UploadsService } from './uploads.service.js';

const SILENT_MS = 30_000;

/** Finds videos whose job Redis has lost, or whose last chunk arrived just before the api died. */
@Injectable()
export class MediaSweeper extends Sweeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly producer: QueueProducer,
    private readonly uploads: UploadsService,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sweep(): Promise<void> {
    const silentSince = new Date(this.clock.now() - SILENT_MS);
    const stranded: { id: string }[] = await this.dataSource.query(
      "SELECT id FROM media WHERE (state = 'queued' AND queued_at < ?) OR (state = 'transcoding' AND heartbeat_at < ?) ORDER BY queued_at LIMIT 500",
      [silentSince, silentSince],
    );
    for (const { id } of stranded) {
      await this.producer.add('media', 'transcode', { payload: { mediaId: id }, requestId: null }, `transcode-${id}`);
    }
    const uploading: { id: string; source_key: string; bytes: number }[] = await this.dataSource.query(
      "SELECT id, source_key, bytes FROM media WHERE state = 'uploading' AND created_at < ? ORDER BY created_at DESC LIMIT 500",
      [silentSince],
    );
    for (const upload of uploading) {
      const file = await this.storage.stat(upload.source_key);
      if (file && upload.bytes > 0 && file.bytes === upload.bytes) await this.uploads.finish(upload.id);
    }
  }
}
