import { stateAfter } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import type { MediaError, SourceFacts } from '@xuexi/media';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import { askToMoveFiles } from './files-to-move.js';
import { enqueue } from './media-jobs.js';
import { MediaRun } from './media-run.entity.js';
import { type FilmOutput, Media, type MediaOutput, playsWhole } from './media.entity.js';

/** Without a sign of life for so long, a run may be taken over: ten of its heartbeats. */
const TAKEN_OVER_AFTER_MS = 10_000;

/** A video with the run that has taken it. */
export type Claimed = Media & { runId: string };

/**
 * The runs of the worker over videos. Each takes the video under a fence of its own; what an older run, a cancelled one, or
 * one whose video was taken down still writes changes nothing (reliability.md, requirement 22).
 */
@Injectable()
export class MediaRuns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  /** Takes a video for a run, or gives null when there is nothing to do any more, or another run is alive. */
  claim(mediaId: string, step: MediaRun['step']): Promise<Claimed | null> {
    return inTransaction(this.dataSource, async (tx) => {
      const media = await tx.findOne(Media, { where: { id: mediaId, takenDownAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
      if (!media || !this.isFree(media, step)) return null;
      if (step === 'transcode' && media.source === null) return this.sendToCheck(tx, media);
      const now = this.clock.date();
      const taken = { state: step === 'check' ? 'checking' : 'transcoding', fence: media.fence + 1, progress: 0, speed: null, waitsFor: null, startedAt: now, heartbeatAt: now } as const;
      const runId = newId();
      await tx.update(Media, { id: mediaId }, taken);
      await tx.update(MediaRun, { mediaId, endedAt: IsNull() }, { endedAt: now });
      await this.retire(tx, mediaId, media.outputPrefix);
      await tx.insert(MediaRun, { id: runId, mediaId, fence: taken.fence, step, startedAt: now });
      return { ...media, ...taken, runId };
    });
  }

  /** A sign of life, with how far the run is. @returns false when the video is no longer this run's */
  async beat({ id, fence }: Claimed, progress: { percent: number; speed: number | null }): Promise<boolean> {
    const written = await this.dataSource.manager.update(Media, { id, fence, takenDownAt: IsNull() }, { progress: progress.percent, speed: progress.speed, heartbeatAt: this.clock.date() });
    return written.affected === 1;
  }

  /** Notes the folder before the first file goes there, so that it is found again whatever happens. @returns false when the run was ended, or its video removed: nothing may go there */
  async publishesInto({ runId }: Claimed, outputPrefix: string): Promise<boolean> {
    return (await this.dataSource.manager.update(MediaRun, { id: runId, endedAt: IsNull() }, { outputPrefix })).affected === 1;
  }

  /** The first rendition can be watched. Where something plays already, that goes on until this run is through. @returns false when the video is no longer this run's */
  playable(run: Claimed, output: FilmOutput, outputPrefix: string): Promise<boolean> {
    return inTransaction(this.dataSource, async (tx) => {
      const shown = run.output === null ? { output, outputPrefix } : { heartbeatAt: this.clock.date() };
      const { affected } = await tx.update(Media, { id: run.id, fence: run.fence, takenDownAt: IsNull() }, shown);
      if (affected === 1) await tx.update(MediaRun, { id: run.runId }, { playableAt: this.clock.date() });
      return affected === 1;
    });
  }

  /** The source is accepted: it waits for its transcode. */
  async checked(run: Claimed, facts: Pick<Media, 'source' | 'kind' | 'durationMs' | 'sha256' | 'lane'>): Promise<boolean> {
    return this.end(run, 'done', async (tx) => {
      const changes = { ...facts, state: 'queued', queuedAt: this.clock.date(), heartbeatAt: null, failureCode: null, failureSentence: null } as const;
      if (!(await this.write(tx, run, changes))) return false;
      await enqueue(tx, this.outbox, { ...run, ...changes });
      return true;
    });
  }

  /** Everything is made and checked: from now on players are sent to it. @returns false when the video is no longer this run's */
  async finished(run: Claimed, output: MediaOutput, outputPrefix: string): Promise<boolean> {
    return this.end(run, 'done', async (tx) => {
      const changes = { output, outputPrefix, state: 'ready', progress: 100, readyAt: this.clock.date(), heartbeatAt: null, failureCode: null, failureSentence: null } as const;
      if (!(await this.write(tx, run, changes))) return false;
      await this.retire(tx, run.id, outputPrefix);
      return true;
    });
  }

  /** The video waits for another run, e.g. because the worker stops, or because the disk is full. A picture that could not be copied is encoded then. */
  async putBack(run: Claimed, failure: MediaError): Promise<void> {
    const waitsFor = failure.code === 'disk_full' ? 'disk_full' : null;
    // The queue tries a transcode again by itself, before the sweeper would.
    const waiting = run.state === 'checking' ? ({ state: 'checking', heartbeatAt: null } as const) : ({ state: 'queued', heartbeatAt: this.clock.date() } as const);
    const learned = failure.code === 'copy_unusable' && run.source ? { source: withoutCopy(run.source) } : {};
    await this.end(run, 'put_back', (tx) => this.write(tx, run, { ...waiting, ...learned, progress: 0, speed: null, waitsFor }), failure);
  }

  /** The run has failed, and no other follows by itself. What plays with every rendition goes on. */
  async failed(run: Claimed, failure: MediaError): Promise<void> {
    const outcome = failure.retryable ? 'failed' : 'refused';
    await this.end(run, outcome, async (tx) => {
      const reason = { failureCode: failure.code, failureSentence: failure.sentence, heartbeatAt: null, speed: null };
      if (playsWhole(run)) return this.write(tx, run, { ...reason, state: stateAfter(outcome, true) });
      if (!(await this.write(tx, run, { ...reason, state: outcome, output: null, outputPrefix: null }))) return false;
      await this.retire(tx, run.id, null);
      return true;
    }, failure);
  }

  /** Ends the runs of a taken-down video whose worker is gone; what they have published since goes where the rest is. */
  endTakenDown(mediaId: string): Promise<void> {
    return inTransaction(this.dataSource, async (tx) => {
      const media = await tx.findOne(Media, { select: { id: true }, where: { id: mediaId, takenDownAt: Not(IsNull()) }, lock: { mode: 'pessimistic_write' } });
      if (!media) return;
      const now = this.clock.date();
      await tx.update(MediaRun, { mediaId, endedAt: IsNull() }, { endedAt: now });
      await askToMoveFiles(tx, this.outbox, { id: mediaId }, now);
    });
  }

  private isFree({ state, heartbeatAt }: Media, step: MediaRun['step']): boolean {
    const silent = heartbeatAt === null || heartbeatAt.getTime() <= this.clock.now() - TAKEN_OVER_AFTER_MS;
    return step === 'check' ? state === 'checking' && silent : state === 'queued' || (state === 'transcoding' && silent);
  }

  /** Queued by a version before this one, which checked nothing. */
  private async sendToCheck(tx: EntityManager, media: Media): Promise<null> {
    const waiting = { state: 'checking', queuedAt: this.clock.date(), heartbeatAt: null } as const;
    await tx.update(Media, { id: media.id }, waiting);
    await enqueue(tx, this.outbox, { ...media, ...waiting });
    return null;
  }

  private async write(tx: EntityManager, { id, fence }: Claimed, changes: Parameters<typeof tx.update<Media>>[2]): Promise<boolean> {
    return (await tx.update(Media, { id, fence, takenDownAt: IsNull() }, changes)).affected === 1;
  }

  /** Ends a run with what it changes. One that was superseded leaves its folder to the sweeper; what it published after a takedown goes where the rest is. */
  private end(run: Claimed, outcome: NonNullable<MediaRun['outcome']>, change: (tx: EntityManager) => Promise<boolean>, failure?: MediaError): Promise<boolean> {
    return inTransaction(this.dataSource, async (tx) => {
      const counts = await change(tx);
      const ended = { endedAt: this.clock.date(), outcome, failureCode: failure?.code ?? null, failureSentence: failure?.sentence ?? null };
      await tx.update(MediaRun, { id: run.runId, endedAt: IsNull() }, counts ? ended : { endedAt: ended.endedAt });
      if (counts) return true;
      await tx.update(MediaRun, { id: run.runId, outputPrefix: Not(IsNull()), replacedAt: IsNull() }, { replacedAt: ended.endedAt });
      await askToMoveFiles(tx, this.outbox, { id: run.id, takenDownAt: Not(IsNull()) }, ended.endedAt);
      return false;
    });
  }

  /** Nobody is sent any more to the folders of other runs than the one that plays. */
  private async retire(tx: EntityManager, mediaId: string, playing: string | null): Promise<void> {
    await tx.query('UPDATE media_run SET replaced_at = ? WHERE media_id = ? AND output_prefix <> ? AND replaced_at IS NULL', [this.clock.date(), mediaId, playing ?? '']);
  }
}

function withoutCopy(source: SourceFacts): SourceFacts {
  return source.kind === 'document' ? source : { ...source, copyable: false };
}
