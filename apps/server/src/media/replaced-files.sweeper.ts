import { MEDIA_LIMITS } from '@xuexi/domain';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Sweeper } from '../platform/queue/sweeper.js';
import { Storage } from '../platform/storage/storage.js';
import { MediaRun } from './media-run.entity.js';
import { Media } from './media.entity.js';
import { uploadFiles } from './uploads.service.js';

const BATCH = 100;

/** Removes output that was replaced, once nobody can be watching it any more, and the files of uploads that were refused a while ago. */
@Injectable()
export class ReplacedFilesSweeper extends Sweeper {
  private readonly logger = new Logger(ReplacedFilesSweeper.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sweep(): Promise<void> {
    await this.removeReplacedOutput();
    await this.removeRefusedSources();
  }

  /** What was taken down lies elsewhere until it is restored. */
  private async removeReplacedOutput(): Promise<void> {
    const replaced: { id: string; prefix: string }[] = await this.dataSource.query(
      `SELECT run.id, run.output_prefix AS prefix FROM media_run run JOIN media ON media.id = run.media_id
        WHERE run.replaced_at < ? AND run.output_prefix IS NOT NULL AND media.taken_down_at IS NULL AND NOT (media.output_prefix <=> run.output_prefix) LIMIT ${BATCH}`,
      [new Date(this.clock.now() - MEDIA_LIMITS.replacedOutputKeptMs)],
    );
    for (const { id, prefix } of replaced) {
      if (await this.removed(prefix)) await this.dataSource.manager.update(MediaRun, { id }, { outputPrefix: null });
    }
  }

  private async removeRefusedSources(): Promise<void> {
    const refused: { id: string }[] = await this.dataSource.query(
      `SELECT media.id FROM media JOIN media_run run ON run.media_id = media.id AND run.outcome = 'refused'
        WHERE media.state = 'refused' AND media.source_removed_at IS NULL AND run.ended_at < ? LIMIT ${BATCH}`,
      [new Date(this.clock.now() - MEDIA_LIMITS.refusedFileKeptMs)],
    );
    for (const { id } of refused) {
      if (await this.removed(...uploadFiles(id))) await this.dataSource.manager.update(Media, { id }, { sourceRemovedAt: this.clock.date() });
    }
  }

  /** What cannot be removed now is tried again, and keeps nothing else waiting. */
  private async removed(...keys: string[]): Promise<boolean> {
    try {
      for (const key of keys) await this.storage.remove(key);
      return true;
    } catch (error) {
      this.logger.warn({ err: error, keys }, 'could not be removed');
      return false;
    }
  }
}
