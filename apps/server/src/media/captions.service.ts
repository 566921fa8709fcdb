import { createHash } from 'node:crypto';
import { CAPTION_FAULTS, CAPTION_LIMITS, CAPTION_NOTES, type CaptionReading, readCaptions, toVtt } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../platform/audit/audit-log.js';
import type { Principal } from '../platform/auth/principal.js';
import { Clock } from '../platform/clock.js';
import { inTransaction, isDuplicate } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import { Storage } from '../platform/storage/storage.js';
import { CaptionTrack } from './caption-track.entity.js';
import type { CaptionTrackDto, CaptionUploadDto, CaptionsDto, ChangeCaptionsDto, NewCaptionsDto } from './captions.dto.js';
import { type DecodedText, UndecodableText, decodeText } from './decode-text.js';
import { askToMoveFiles } from './files-to-move.js';
import { LessonAccess } from './lesson-access.js';
import { Media } from './media.entity.js';
import { MediaRepository } from './media.repository.js';
import { MediaService } from './media.service.js';
import { assertNotTakenDown, isTakenDown } from './taken-down.js';

/** So many faults or notes of a file are told; who has mended these sees the next. */
const MOST_TOLD = 20;

type Change = 'added' | 'cues' | 'named' | 'removed';

/**
 * Captions of videos and recordings. A file is written under a key of its content before the row points to it, so that a
 * crash leaves at most a file that nobody asks for, and addresses given out before keep their content. Earlier versions stay
 * as long as the track; the check of the storage finds the rest. What a reviewer reads stays until the review has ended.
 */
@Injectable()
export class CaptionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: MediaRepository,
    private readonly media: MediaService,
    private readonly lessons: LessonAccess,
    private readonly storage: Storage,
    private readonly outbox: OutboxService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The tracks of a video, for those who may look at it. @throws Problem not_found */
  async list(caller: Principal, mediaId: string): Promise<{ items: CaptionTrackDto[] }> {
    await this.media.readable(caller, mediaId);
    return { items: (await this.repository.captionsOf(mediaId)).map(describe) };
  }

  /** All cues of a track, for those who may look at its video. @throws Problem not_found */
  async get(caller: Principal, id: string): Promise<CaptionsDto> {
    const track = await this.track(id);
    const media = await this.media.readable(caller, track.mediaId);
    assertNotTakenDown(media);
    const text = Buffer.concat(await (await this.storage.read(track.storageKey)).toArray()).toString();
    // It was checked when it was stored; a film may have become shorter since.
    const { cues } = readCaptions(text, Number.MAX_SAFE_INTEGER);
    return { track: describe(track), durationMs: lengthOf(media) ?? 0, cues };
  }

  /**
   * Takes a caption file: SRT, WebVTT, ASS or SSA in any encoding of `decodeText`.
   * @throws Problem not_found, media_not_ready (its length is unknown), captions_refused with the lines, course_not_editable, invalid_input
   */
  async add(caller: Principal, mediaId: string, { language, label, dialect }: NewCaptionsDto, file: Uint8Array): Promise<CaptionUploadDto> {
    const media = await this.own(caller, mediaId);
    const { encoding, reading } = read(file, media);
    const now = this.clock.date();
    const track: CaptionTrack = { id: newId(), mediaId, language, label, dialect, version: 1, storageKey: '', cueCount: reading.cues.length, changedBy: caller.accountId, createdAt: now, changedAt: now };
    await this.assertRoom(this.dataSource.manager, mediaId);
    const vtt = toVtt(reading.cues);
    track.storageKey = keyOf(track, vtt);
    await this.write(media, track.storageKey, vtt);
    await this.change(caller, track, 'added', async (tx) => {
      await this.assertRoom(tx, mediaId);
      await tx.insert(CaptionTrack, track);
    });
    const notes = reading.notes.slice(0, MOST_TOLD).map(({ line, code }) => ({ line, message: `第 ${line} 行：${CAPTION_NOTES[code]}` }));
    return { track: describe(track), encoding, format: reading.format, notes };
  }

  /**
   * Replaces all cues of a track. Saving the same once more, because an answer was lost, changes nothing.
   * @param version that the change began with
   * @throws Problem not_found, captions_changed, captions_refused, course_not_editable
   */
  async replace(caller: Principal, id: string, version: number, file: Uint8Array): Promise<CaptionTrackDto> {
    const track = await this.track(id);
    const media = await this.own(caller, track.mediaId);
    const { reading } = read(file, media);
    const vtt = toVtt(reading.cues);
    const next = { version: version + 1, storageKey: keyOf({ ...track, version: version + 1 }, vtt), cueCount: reading.cues.length, changedBy: caller.accountId, changedAt: this.clock.date() };
    if (track.storageKey === next.storageKey) return describe(track);
    if (track.version !== version) throw new Problem('captions_changed');
    await this.write(media, next.storageKey, vtt);
    await this.change(caller, { ...track, ...next }, 'cues', async (tx) => {
      const { affected } = await tx.update(CaptionTrack, { id, version }, next);
      if (affected !== 1) throw new Problem('captions_changed');
    });
    return describe({ ...track, ...next });
  }

  /** Changes what a track is called, its language, or whether the speech is in dialect. @throws Problem not_found, course_not_editable, invalid_input */
  async name(caller: Principal, id: string, input: ChangeCaptionsDto): Promise<CaptionTrackDto> {
    const track = await this.ownTrack(caller, id);
    const next = { language: input.language ?? track.language, label: input.label ?? track.label, dialect: input.dialect ?? track.dialect };
    await this.change(caller, { ...track, ...next }, 'named', async (tx) => {
      const { affected } = await tx.update(CaptionTrack, { id }, next);
      if (affected !== 1) throw new Problem('not_found');
    });
    return describe({ ...track, ...next });
  }

  /**
   * Removes a track. Its files stay until the storage is repaired; so long, and until its address ends, it plays on where it is open.
   * @throws Problem not_found, course_not_editable
   */
  async remove(caller: Principal, id: string): Promise<void> {
    const track = await this.ownTrack(caller, id);
    await this.change(caller, track, 'removed', async (tx) => {
      const { affected } = await tx.delete(CaptionTrack, { id });
      if (affected !== 1) throw new Problem('not_found');
    });
  }

  /** Nothing is written for a change that would be refused. @throws Problem course_not_editable */
  private async write({ lessonId }: Media, key: string, vtt: string): Promise<void> {
    await inTransaction(this.dataSource, (tx) => this.lessons.holdForEditing(tx, lessonId));
    await this.storage.write(key, vtt);
  }

  /**
   * Does and records a change of a track, one of a video at a time. A file that was written while the video was taken down goes
   * where its others are.
   * @throws Problem not_found, media_taken_down, course_not_editable, invalid_input when its name is taken
   */
  private async change(caller: Principal, track: CaptionTrack, change: Change, work: (tx: EntityManager) => Promise<unknown>): Promise<void> {
    const { id, mediaId, version, cueCount } = track;
    try {
      const done = await inTransaction(this.dataSource, async (tx) => {
        // The course before its videos, as whoever locks both.
        const known = await tx.findOneBy(Media, { id: mediaId });
        const place = known && (await this.lessons.holdForEditing(tx, known.lessonId));
        const media = await tx.findOne(Media, { where: { id: mediaId }, lock: { mode: 'pessimistic_write' } });
        if (!media) throw new Problem('not_found');
        if (isTakenDown(media)) {
          await askToMoveFiles(tx, this.outbox, { id: mediaId }, this.clock.date());
          return false;
        }
        await work(tx);
        await this.audit.record(tx, { action: 'captions.change', by: caller.accountId, regionPath: place?.regionPath ?? null, details: { change, track: id, media: mediaId, version, cues: cueCount } });
        return true;
      });
      if (!done) throw new Problem('media_taken_down');
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('invalid_input', [{ field: 'label', message: '这个名称已经用过，请换一个。' }], { cause: error });
      throw error;
    }
  }

  /** @throws Problem captions_refused */
  private async assertRoom(manager: EntityManager, mediaId: string): Promise<void> {
    if ((await manager.countBy(CaptionTrack, { mediaId })) >= CAPTION_LIMITS.tracks) throw refusal(`一个视频最多 ${CAPTION_LIMITS.tracks} 种字幕。请先删除不用的。`);
  }

  private async track(id: string): Promise<CaptionTrack> {
    const track = await this.repository.captionsById(id);
    if (!track) throw new Problem('not_found');
    return track;
  }

  private async ownTrack(caller: Principal, id: string): Promise<CaptionTrack> {
    const track = await this.track(id);
    await this.own(caller, track.mediaId);
    return track;
  }

  private async own(caller: Principal, mediaId: string): Promise<Media> {
    const media = await this.repository.byId(mediaId);
    if (media?.ownerAccountId !== caller.accountId) throw new Problem('not_found');
    assertNotTakenDown(media);
    return media;
  }
}

/** What is in a file for a video. @throws Problem media_not_ready, captions_refused */
function read(file: Uint8Array, media: Media): { encoding: DecodedText['encoding']; reading: CaptionReading } {
  const durationMs = lengthOf(media);
  if (media.kind === 'document') throw refusal('文档没有字幕。请到视频或录音里添加。');
  if (durationMs === null) throw new Problem('media_not_ready');
  const { text, encoding } = decode(file);
  const reading = readCaptions(text, durationMs);
  if (reading.faults.length > 0) {
    const told = reading.faults.slice(0, MOST_TOLD);
    throw new Problem('captions_refused', told.map(({ line, code }) => ({ field: `lines.${line}`, message: `第 ${line} 行：${CAPTION_FAULTS[code]}` })));
  }
  return { encoding, reading };
}

/** @throws Problem captions_refused */
function decode(file: Uint8Array): DecodedText {
  try {
    return decodeText(file);
  } catch (error) {
    if (!(error instanceof UndecodableText)) throw error;
    throw new Problem('captions_refused', [{ field: `lines.${error.line}`, message: `第 ${error.line} 行：文字的编码认不出来。请用记事本打开这个文件，另存为 UTF-8 编码，再上传。` }], { cause: error });
  }
}

const refusal = (message: string) => new Problem('captions_refused', [{ field: 'file', message }]);

/** Milliseconds; null until the upload was checked. */
function lengthOf({ durationMs, source }: Media): number | null {
  return durationMs ?? (source && 'durationMs' in source ? source.durationMs : null);
}

/** Named by its content, too: two who save at once write two files, and the row points to one of them. */
function keyOf({ mediaId, id, version }: Pick<CaptionTrack, 'mediaId' | 'id' | 'version'>, vtt: string): string {
  return `media/${mediaId}/captions/${id}-${version}-${createHash('sha256').update(vtt).digest('hex').slice(0, 8)}.vtt`;
}

function describe({ id, mediaId, language, label, dialect, version, cueCount, changedAt }: CaptionTrack): CaptionTrackDto {
  return { id, mediaId, language, label, dialect, version, cueCount, changedAt: changedAt.toISOString() };
}
