import { canCancel, canRetry, stateAfter } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import { enqueue } from './media-jobs.js';
import { MediaRun } from './media-run.entity.js';
import { Media, playsWhole } from './media.entity.js';

/** What an instructor has done with an upload of their own: stop the work on it, have it tried again, or transcoded anew. */
@Injectable()
export class MediaControlService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  /**
   * Stops the check or the transcode, whose worker notices within a second or two. What plays already goes on.
   * @throws Problem not_found, media_not_cancellable
   */
  cancel(accountId: string, id: string): Promise<void> {
    return this.change(accountId, id, async (tx, media) => {
      if (!canCancel(media.state)) throw new Problem('media_not_cancellable');
      const whole = playsWhole(media);
      const now = this.clock.date();
      const stopped = { state: stateAfter('cancelled', whole), fence: media.fence + 1, progress: whole ? 100 : 0, speed: null, waitsFor: null, heartbeatAt: null };
      await tx.update(Media, { id }, whole ? stopped : { ...stopped, output: null, outputPrefix: null });
      await tx.update(MediaRun, { mediaId: id, endedAt: IsNull() }, { endedAt: now, outcome: 'cancelled' });
      if (!whole) await tx.query('UPDATE media_run SET replaced_at = ? WHERE media_id = ? AND output_prefix IS NOT NULL AND replaced_at IS NULL', [now, id]);
    });
  }

  /**
   * Tries once more what failed or was cancelled; why, its runs go on telling.
   * @throws Problem not_found, media_not_retryable, media_taken_down
   */
  retry(accountId: string, id: string): Promise<void> {
    return this.change(accountId, id, (tx, media) => {
      if (!canRetry(media.state)) throw new Problem('media_not_retryable');
      return this.queue(tx, media);
    });
  }

  /**
   * Transcodes anew what is ready. It stays the same content of the same version of its lesson, and plays on meanwhile.
   * @throws Problem not_found, media_not_retryable, media_taken_down
   */
  transcodeAgain(accountId: string, id: string): Promise<void> {
    return this.change(accountId, id, (tx, media) => {
      if (media.state !== 'ready') throw new Problem('media_not_retryable');
      return this.queue(tx, media);
    });
  }

  private async queue(tx: EntityManager, media: Media): Promise<void> {
    if (media.takenDownAt) throw new Problem('media_taken_down');
    const state = media.source === null ? 'checking' : 'queued';
    const waiting = { state, progress: 0, speed: null, failureCode: null, failureSentence: null, queuedAt: this.clock.date(), heartbeatAt: null } as const;
    await tx.update(Media, { id: media.id }, waiting);
    await enqueue(tx, this.outbox, { ...media, ...waiting });
  }

  private change(accountId: string, id: string, change: (tx: EntityManager, media: Media) => Promise<void>): Promise<void> {
    return inTransaction(this.dataSource, async (tx) => {
      const media = await tx.findOne(Media, { where: { id, ownerAccountId: accountId }, lock: { mode: 'pessimistic_write' } });
      if (!media) throw new Problem('not_found');
      await change(tx, media);
    });
  }
}
