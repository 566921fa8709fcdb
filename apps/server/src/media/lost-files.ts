import { isWorkedOn } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import { Storage } from '../platform/storage/storage.js';
import type { Mended } from '../platform/storage/stored-file-owner.js';
import { CaptionTrack } from './caption-track.entity.js';
import { Media } from './media.entity.js';

/** What its instructor reads when files of a video are lost. */
const LOST = {
  source: { failureCode: 'source_lost', failureSentence: '保存的源文件丢失了，这一课没有别的文件可以播放。请找到原来的文件，重新上传。' },
  sourceOnly: { failureCode: 'source_lost', failureSentence: '保存的源文件丢失了。这一课现在照常播放，但不能重新转码。有原来的文件，请重新上传。' },
  captions: (label: string) => ({ failureCode: 'captions_lost', failureSentence: `字幕“${label}”的文件丢失了。请重新上传这份字幕。` }),
} as const;

/** What is lost of one video. */
interface Loss {
  sourceKey: string | null;
  outputs: string[];
  captions: string[];
}

/** Does what can be done about lost files of videos: makes again what plays, and tells the instructor of the rest. */
@Injectable()
export class LostFiles {
  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  /** Whether a file is neither where it is shown nor where it is taken down to. */
  async isStillMissing(key: string): Promise<boolean> {
    const elsewhere = key.startsWith('uploads/') ? [] : [key.replace(/^[^/]+/, key.startsWith('media/') ? 'withdrawn' : 'media')];
    for (const place of [key, ...elsewhere]) if (await this.storage.stat(place)) return false;
    return true;
  }

  async mend(keys: readonly string[]): Promise<Mended> {
    const all: Mended = { remade: [], noted: [] };
    for (const [mediaId, loss] of await this.losses(keys)) {
      // Looked for once more: nobody is told to upload again what has come back.
      const sourceThere = await this.sourceIsThere(mediaId);
      const mended = await inTransaction(this.dataSource, (tx) => this.mendOne(tx, mediaId, sourceThere ? { ...loss, sourceKey: null } : loss, sourceThere));
      all.remade.push(...mended.remade);
      all.noted.push(...mended.noted);
    }
    return all;
  }

  /** Still missing files by video. */
  private async losses(keys: readonly string[]): Promise<Map<string, Loss>> {
    const losses = new Map<string, Loss>();
    for (const key of keys) {
      const mediaId = /^[^/]+\/([^./]*)/.exec(key)?.[1] ?? '';
      if (!(await this.isStillMissing(key))) continue;
      const loss = losses.get(mediaId) ?? { sourceKey: null, outputs: [], captions: [] };
      if (key.startsWith('uploads/')) loss.sourceKey = key;
      else if (/^[^/]+\/[^/]+\/captions[/.]/.test(key)) loss.captions.push(key);
      else loss.outputs.push(key);
      losses.set(mediaId, loss);
    }
    return losses;
  }

  private async sourceIsThere(mediaId: string): Promise<boolean> {
    const media = await this.dataSource.manager.findOneBy(Media, { id: mediaId });
    return media !== null && (await this.storage.stat(media.sourceKey)) !== null;
  }

  /** These are no steps of a video's own way, which states lead where: its files are gone. */
  private async mendOne(tx: EntityManager, id: string, loss: Loss, sourceThere: boolean): Promise<Mended> {
    const media = await tx.findOne(Media, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!media) return { remade: [], noted: [] };
    const captionsNoted = await this.noteCaptions(tx, media, loss.captions);
    // A new output may have come since the check.
    const outputs = loss.outputs.filter((key) => key.slice(key.indexOf('/')).startsWith(`${(media.outputPrefix ?? '').slice('media'.length)}/`));
    if (outputs.length > 0 && sourceThere) {
      if (media.state === 'ready') await this.makeAgain(tx, media);
      // Someone, or an interrupted run of the same repair, has asked for another transcode already.
      else if (!isWorkedOn(media.state)) return { remade: [], noted: captionsNoted };
      return { remade: outputs, noted: captionsNoted };
    }
    const plays = media.state === 'ready' && outputs.length === 0;
    if (loss.sourceKey === null && outputs.length === 0) return { remade: [], noted: captionsNoted };
    await tx.update(Media, { id }, plays ? LOST.sourceOnly : { ...LOST.source, state: 'refused', output: null, outputPrefix: null });
    return { remade: [], noted: [...captionsNoted, ...outputs, ...(loss.sourceKey === null ? [] : [loss.sourceKey])] };
  }

  private async makeAgain(tx: EntityManager, { id, lane }: Media): Promise<void> {
    await tx.update(Media, { id }, { state: 'queued', progress: 0, queuedAt: this.clock.date(), heartbeatAt: null });
    await this.outbox.add(tx, { queue: lane === 'long' ? 'mediaLong' : 'media', name: 'transcode', payload: { mediaId: id } }, id);
  }

  private async noteCaptions(tx: EntityManager, { id, state }: Media, keys: string[]): Promise<string[]> {
    if (keys.length === 0 || state !== 'ready') return [];
    const shownAt = (key: string) => `media${key.slice(key.indexOf('/'))}`;
    const tracks = await tx.findBy(CaptionTrack, { mediaId: id, storageKey: In(keys.map(shownAt)) });
    const [track] = tracks;
    if (!track) return [];
    await tx.update(Media, { id }, LOST.captions(track.label));
    return keys.filter((key) => tracks.some(({ storageKey }) => storageKey === shownAt(key)));
  }
}
