import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { CaptionTrack } from './caption-track.entity.js';
import { MediaRun } from './media-run.entity.js';
import { Media, newestFirst } from './media.entity.js';
import type { WorkedOn } from './media-eta.js';

/** Runs that an instructor is told of. */
const SHOWN_RUNS = 10;

/** How far an upload is, without what it became. */
export interface Progress extends WorkedOn {
  ownerAccountId: string;
  waitsFor: Media['waitsFor'];
  playable: boolean;
  complete: boolean;
}

@Injectable()
export class MediaRepository {
  constructor(private readonly dataSource: DataSource) {}

  byId(id: string): Promise<Media | null> {
    return this.dataSource.manager.findOneBy(Media, { id });
  }

  byIds(ids: string[], tx: EntityManager = this.dataSource.manager): Promise<Media[]> {
    return ids.length === 0 ? Promise.resolve([]) : tx.findBy(Media, { id: In(ids) });
  }

  /** The content of each lesson. */
  async newestOf(lessonIds: string[], tx: EntityManager = this.dataSource.manager): Promise<Map<string, Media>> {
    if (lessonIds.length === 0) return new Map();
    const all = await tx.find(Media, { where: { lessonId: In(lessonIds) } });
    return new Map(newestFirst(all).toReversed().map((media) => [media.lessonId, media]));
  }

  captionsOf(mediaId: string): Promise<CaptionTrack[]> {
    return this.dataSource.manager.find(CaptionTrack, { where: { mediaId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  captionsById(id: string): Promise<CaptionTrack | null> {
    return this.dataSource.manager.findOneBy(CaptionTrack, { id });
  }

  /** The last runs over each of the videos, newest first. */
  async runsOf(mediaIds: string[], tx: EntityManager = this.dataSource.manager): Promise<Map<string, MediaRun[]>> {
    if (mediaIds.length === 0) return new Map();
    const runs = await tx.find(MediaRun, { where: { mediaId: In(mediaIds) }, order: { mediaId: 'ASC', fence: 'DESC' } });
    return new Map([...Map.groupBy(runs, ({ mediaId }) => mediaId)].map(([id, all]) => [id, all.slice(0, SHOWN_RUNS)]));
  }

  /** All that the worker has to do with, in the order in which they will be taken. */
  workedOn(tx: EntityManager = this.dataSource.manager): Promise<Progress[]> {
    return this.progress("state IN ('checking', 'queued', 'transcoding')", [], tx);
  }

  /** The same, and some others by their ids. */
  workedOnOr(ids: string[]): Promise<Progress[]> {
    return this.progress("state IN ('checking', 'queued', 'transcoding') OR id IN (?)", [ids.length > 0 ? ids : ['']]);
  }

  private async progress(condition: string, values: unknown[], tx: EntityManager = this.dataSource.manager): Promise<Progress[]> {
    const rows: ProgressRow[] = await tx.query(
      `SELECT id, owner_account_id AS ownerAccountId, state, lane, progress, speed, duration_ms AS durationMs, waits_for AS waitsFor, taken_down_at AS takenDownAt,
              output IS NOT NULL AS playable, output IS NOT NULL AND COALESCE(JSON_VALUE(output, '$.complete'), 'true') NOT IN ('false', '0') AS complete
         FROM media WHERE ${condition} ORDER BY queued_at, id LIMIT 5000`,
      values,
    );
    return rows.map(({ playable, complete, takenDownAt, ...row }) => ({ ...row, playable: Boolean(playable), complete: Boolean(complete), waits: row.waitsFor !== null || takenDownAt !== null }));
  }

  /** How long the last transcodes took that came through. */
  async lastTranscodes(tx: EntityManager = this.dataSource.manager): Promise<{ filmMs: number; tookMs: number }[]> {
    const rows: { filmMs: number | null; startedAt: Date; endedAt: Date }[] = await tx.query(
      `SELECT media.duration_ms AS filmMs, run.started_at AS startedAt, run.ended_at AS endedAt FROM media_run run JOIN media ON media.id = run.media_id
        WHERE run.step = 'transcode' AND run.outcome = 'done' ORDER BY run.ended_at DESC LIMIT 20`,
    );
    return rows.map(({ filmMs, startedAt, endedAt }) => ({ filmMs: filmMs ?? 0, tookMs: endedAt.getTime() - startedAt.getTime() }));
  }
}

interface ProgressRow extends Omit<Progress, 'playable' | 'complete' | 'waits'> {
  takenDownAt: Date | null;
  playable: number;
  complete: number;
}
