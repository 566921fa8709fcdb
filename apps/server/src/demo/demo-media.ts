import { rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { type SlideFonts, type SlideVideo, findSlideFonts, generateSlideVideo, probe, slideCaptions } from '@xuexi/media';
import { DataSource } from 'typeorm';
import { UploadsService, uploadKey } from '../media/uploads.service.js';
import { CaptionTrack } from '../media/caption-track.entity.js';
import { Media } from '../media/media.entity.js';
import { Scratch } from '../platform/storage/scratch.js';
import { Storage } from '../platform/storage/storage.js';
import type { CategoryCode } from './content/courses/course-content.js';
import { TEACHERS } from './content/staff.js';
import { mediaOrder } from './demo-media-order.js';
import { Dice } from './world/dice.js';
import type { LessonPlan } from './world/lesson-plan.js';

/** So many videos wait or are transcoded at most, whoever uploaded them, so that an instructor's own video does not stand behind the demo. */
const MOST_IN_LINE = 3;
const LOOK_EVERY_MS = 1000;
/** Below the transcodes, which viewers wait for; but for the first video of all there is nothing else to wait for. */
const NICENESS = 15;
const FIRST_NICENESS = 0;

/** Colours of the learner site: cobalt, bamboo, cinnabar and ochre. */
const ACCENTS: Record<CategoryCode, string> = {
  'core-values': '#b93a26',
  civic: '#2f7350',
  law: '#14376f',
  arts: '#1d4c9c',
  science: '#14376f',
  skills: '#96610f',
  fitness: '#2f7350',
  health: '#2f7350',
  leisure: '#b93a26',
  digital: '#1d4c9c',
};

/** A lesson whose source must still be made. */
interface Pending {
  plan: LessonPlan;
  /** The length that was published, if it was. */
  seconds: number;
}

/** How a source is made. */
type Making = Pick<SlideVideo, 'niceness' | 'signal'> & { fonts: SlideFonts };

/** Makes the videos of the demo and hands each to the worker, as an instructor's finished upload is. */
@Injectable()
export class DemoMedia {
  private readonly logger = new Logger(DemoMedia.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly scratch: Scratch,
    private readonly uploads: UploadsService,
  ) {}

  /**
   * Makes what is still missing, one video after the other. May be killed at any point and run again.
   * @returns how many were made
   * @throws MediaError where fonts or ffmpeg are missing
   */
  async makeAll(signal: AbortSignal): Promise<number> {
    const pending = await this.pending();
    if (pending.length === 0) return 0;
    const fonts = await findSlideFonts();
    for (const [i, lesson] of pending.entries()) {
      // The second waits until the first can be played, so that it takes no processor from it.
      await this.untilLineIsBelow(i === 1 ? 1 : MOST_IN_LINE, signal);
      await this.make(lesson, { fonts, niceness: i === 0 ? FIRST_NICENESS : NICENESS, signal });
    }
    return pending.length;
  }

  private async pending(): Promise<Pending[]> {
    const order = mediaOrder();
    const rows: { id: string; seconds: number | null }[] = await this.dataSource.query(
      "SELECT media.id, version.duration_seconds AS seconds FROM media LEFT JOIN lesson_version AS version ON version.media_id = media.id WHERE media.state = 'announced' AND media.id IN (?)",
      [order.map(({ mediaId }) => mediaId)],
    );
    const found = new Map(rows.map(({ id, seconds }) => [id, seconds]));
    return order.flatMap((plan) => {
      const seconds = found.get(plan.mediaId);
      return seconds === undefined ? [] : [{ plan, seconds: seconds ?? plan.seconds }];
    });
  }

  private async untilLineIsBelow(limit: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const [row]: { n: number }[] = await this.dataSource.query("SELECT COUNT(*) AS n FROM media WHERE state IN ('checking', 'queued', 'transcoding')");
      if ((row?.n ?? 0) < limit) return;
      await delay(LOOK_EVERY_MS, undefined, { signal });
    }
  }

  /** The source is written last, so that where it stands, nothing before it is missing. */
  private async make({ plan, seconds }: Pending, how: Making): Promise<void> {
    const { mediaId } = plan;
    const storageKey = `media/${mediaId}/captions.vtt`;
    const sourceKey = uploadKey(mediaId);
    if ((await this.storage.stat(sourceKey)) === null) {
      const folder = await this.scratch.folder();
      try {
        const file = await this.generate(plan, seconds, folder, how);
        await this.storage.write(storageKey, slideCaptions([...plan.content.lines], seconds));
        await this.storage.write(sourceKey, createReadStream(file));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
    const bytes = (await this.storage.stat(sourceKey))?.bytes ?? 0;
    const now = new Date();
    const captions = { id: mediaId, mediaId, language: 'zh-CN', label: '中文', dialect: false, version: 1, storageKey, cueCount: plan.content.lines.length, changedBy: null, createdAt: now, changedAt: now };
    await this.dataSource.manager.upsert(CaptionTrack, captions, ['id']);
    await this.dataSource.manager.update(Media, { id: mediaId, state: 'announced' }, { bytes });
    await this.uploads.finish(mediaId);
    this.logger.log({ mediaId, lesson: plan.key, seconds }, 'demo video made');
  }

  private async generate({ key, course, content }: LessonPlan, seconds: number, folder: string, how: Making): Promise<string> {
    const output = join(folder, 'video.mp4');
    await generateSlideVideo({
      output,
      title: content.title,
      subtitle: `${course.title} · ${TEACHERS.find((teacher) => teacher.key === course.teacher)?.displayName ?? ''}`,
      lines: [...content.lines],
      seconds,
      seed: new Dice(`slides:${key}`).whole(0, 999_999),
      accent: ACCENTS[course.category],
      ...how,
    });
    // The worker will find this length; where it differed from the published one, the last seconds could not be covered.
    const { durationMs } = await probe(output, { signal: how.signal });
    if (Math.floor(durationMs / 1000) !== seconds) this.logger.warn({ lesson: key, seconds, durationMs }, 'a demo video has another length than was published');
    return output;
  }
}
