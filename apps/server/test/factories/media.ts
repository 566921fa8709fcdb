import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FilmFacts, MediaError } from '@xuexi/media';
import { CheckService } from '../../src/media/check.service.js';
import { MediaRuns } from '../../src/media/media-runs.js';
import { MediaTools, type TranscodeOrder } from '../../src/media/media-tools.js';
import { type FilmOutput, Media } from '../../src/media/media.entity.js';
import { OutputRoom } from '../../src/media/output-room.js';
import { MediaStep } from '../../src/media/media-step.js';
import { TranscodeService } from '../../src/media/transcode.service.js';
import { newId } from '../../src/platform/ids.js';
import { OutboxService } from '../../src/platform/queue/outbox.service.js';
import { LocalStorage } from '../../src/platform/storage/local-storage.js';
import { Scratch } from '../../src/platform/storage/scratch.js';
import type { Storage } from '../../src/platform/storage/storage.js';
import type { World } from '../support/world.js';

/** Facts of a film of so many milliseconds, as a check would have found them. */
export function filmOf(durationMs = 2000): FilmFacts {
  return {
    kind: 'video',
    durationMs,
    loudness: null,
    copyable: false,
    probe: {
      container: 'matroska',
      durationMs,
      video: { index: 0, codec: 'h264', width: 160, height: 120, fps: { num: 10, den: 1 }, variableFrameRate: false, hdr: false, interlaced: false, endMs: durationMs },
      audio: null,
    },
  };
}

/** A file that arrived whole, in the state that is given; 'checking' unless another one is. */
export async function anUpload(world: World, ownerAccountId: string, file: Buffer | string, changes: Partial<Media> = {}): Promise<string> {
  const id = changes.id ?? newId();
  const uploads = join(fileURLToPath(world.config.storageUrl), 'uploads');
  await mkdir(uploads, { recursive: true });
  await writeFile(join(uploads, id), file);
  const now = world.clock.date();
  await world.db.manager.insert(Media, {
    id,
    lessonId: newId(),
    ownerAccountId,
    fileName: 'a.mkv',
    bytes: file.length,
    state: 'checking',
    sourceKey: `uploads/${id}`,
    fence: 0,
    progress: 0,
    createdAt: now,
    arrivedAt: now,
    queuedAt: now,
    ...changes,
  });
  return id;
}

/** What a test may do with a transcode while it is under way. */
export interface FakeTranscode extends TranscodeOrder {
  /** Writes a file of the output. */
  put(this: void, file: string, content?: string): Promise<void>;
  /** The first rendition is whole. */
  playable(this: void): Promise<void>;
}

/** Tools that need no ffmpeg: every source is a film, and every transcode does what the test says, then ends with two renditions. */
export class FakeTools extends MediaTools {
  constructor(
    private readonly during: (transcode: FakeTranscode) => Promise<void> = () => Promise.resolve(),
    private readonly film = filmOf(),
  ) {
    super();
  }

  override inspect(): Promise<FilmFacts> {
    return Promise.resolve(this.film);
  }

  override async transcode(order: TranscodeOrder): Promise<FilmOutput> {
    const put = async (file: string, content = '#EXTM3U') => {
      await mkdir(join(order.outputDir, file, '..'), { recursive: true });
      await writeFile(join(order.outputDir, file), content);
    };
    for (const file of ['240p/00000.m4s', '240p/index.m3u8', 'first.m3u8']) await put(file);
    await this.during({ ...order, put, playable: () => order.onPlayable(madeOf(['240p'], 'first.m3u8')) });
    if (order.signal.aborted) throw new MediaError('aborted');
    for (const file of ['480p/00000.m4s', '480p/index.m3u8', 'master.m3u8']) await put(file);
    return { ...madeOf(['480p', '240p'], 'master.m3u8'), complete: true };
  }
}

function madeOf(names: string[], masterFile: string): FilmOutput {
  const renditions = names.map((name) => ({ name, kind: 'video' as const, width: 160, height: 120, codecs: 'avc1.42c00c', bandwidth: 1, averageBandwidth: 1, bytes: 1, durationMs: 2000, playlistFile: `${name}/index.m3u8` }));
  return { masterFile, posterFile: null, audioOnlyFile: null, previewsFile: null, renditions, complete: false };
}

/** The worker's services over a world, with what a test puts in their places. */
export function mediaWorker(world: World, given: { tools?: MediaTools; storage?: Storage; scratchDir?: string } = {}) {
  const { tools = new MediaTools(), storage = new LocalStorage(world.config.storageUrl), scratchDir = world.config.scratchDir } = given;
  const runs = new MediaRuns(world.db, new OutboxService(world.clock), world.clock);
  const scratch = new Scratch(scratchDir);
  const room = new OutputRoom(world.db, storage, scratch);
  const step = new MediaStep(runs, room);
  return { runs, room, scratch, step, checks: new CheckService(step, runs, tools, storage), transcodes: new TranscodeService(step, runs, tools, storage, scratch) };
}
