import { type CaptionCue, toVtt } from '@xuexi/domain';
import { CaptionTrack } from '../../src/media/caption-track.entity.js';
import { newId } from '../../src/platform/ids.js';
import { Storage } from '../../src/platform/storage/storage.js';
import type { World } from '../support/world.js';

/** Captions of a video, with their file. */
export async function someCaptions(world: World, mediaId: string, cues: CaptionCue[] = [{ startMs: 1000, endMs: 3000, text: '揉泥要揉透' }]): Promise<CaptionTrack> {
  const now = world.clock.date();
  const id = newId();
  const track: CaptionTrack = {
    id,
    mediaId,
    language: 'zh-CN',
    label: '中文',
    dialect: false,
    version: 1,
    storageKey: `media/${mediaId}/captions/${id}-1.vtt`,
    cueCount: cues.length,
    changedBy: null,
    createdAt: now,
    changedAt: now,
  };
  await world.api.app.get(Storage).write(track.storageKey, toVtt(cues));
  await world.db.manager.insert(CaptionTrack, track);
  return track;
}
