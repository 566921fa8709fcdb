import { type MediaKind, isWorkedOn } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../platform/auth/principal.js';
import { isWithinScope } from '../platform/auth/scope.js';
import { Problem } from '../platform/errors/problem.js';
import { LessonAccess, type LessonPlace } from './lesson-access.js';
import { MediaLinks, type Viewer } from './media-links.js';
import type { MediaDto, PlaybackDto } from './media.dto.js';
import type { Media } from './media.entity.js';
import { type Wait, usualSpeed, waitOf, waitsOf } from './media-eta.js';
import { describeMedia, pagesOf, takedownOf } from './media.presenter.js';
import { MediaRepository } from './media.repository.js';
import { assertNotTakenDown } from './taken-down.js';

/** What a lesson is made of, and whether it can be opened now. */
export interface LessonContent {
  kind: MediaKind;
  /** There is something to be watched or read, unless it is taken down. */
  ready: boolean;
  takenDown: MediaDto['takenDown'];
  /** Of a document. */
  pages: number | null;
}

/** Videos of lessons: their state for instructors, their addresses for those who may watch. */
@Injectable()
export class MediaService {
  constructor(
    private readonly media: MediaRepository,
    private readonly links: MediaLinks,
    private readonly lessons: LessonAccess,
  ) {}

  /** @throws Problem not_found for anyone but the owner */
  async ofOwner(accountId: string, id: string): Promise<MediaDto> {
    const media = await this.media.byId(id);
    if (media?.ownerAccountId !== accountId) throw new Problem('not_found');
    return (await this.described([media]))[0]!;
  }

  /** The newest video of each lesson, described. A caller within a transaction hands it on: it must not wait for a second connection. */
  async newestOf(lessonIds: string[], tx?: EntityManager): Promise<Map<string, MediaDto>> {
    const newest = await this.media.newestOf(lessonIds, tx);
    const described = await this.described([...newest.values()], tx);
    return new Map(described.map((media) => [media.lessonId, media]));
  }

  private async described(all: Media[], tx?: EntityManager): Promise<MediaDto[]> {
    const waits = all.some(({ state }) => isWorkedOn(state)) ? waitsOf(await this.media.workedOn(tx), usualSpeed(await this.media.lastTranscodes(tx))) : new Map<string, Wait>();
    const runs = await this.media.runsOf(all.map(({ id }) => id), tx);
    return all.map((media) => describeMedia(media, waitOf(media.id, waits), runs.get(media.id) ?? []));
  }

  /** Where the lessons stand that stored files belong to, by key; files of no lesson are missing. */
  async lessonsOfFiles(keys: string[]): Promise<Map<string, LessonPlace & { ownerAccountId: string }>> {
    const idOf = (key: string) => /^(?:media|uploads|withdrawn)\/([^./]+)/.exec(key)?.[1];
    const media = new Map((await this.media.byIds([...new Set(keys.flatMap((key) => idOf(key) ?? []))])).map((one) => [one.id, one]));
    const places = await this.lessons.placesOf([...new Set([...media.values()].map(({ lessonId }) => lessonId))]);
    return new Map(
      keys.flatMap((key) => {
        const one = media.get(idOf(key) ?? '');
        const place = one && places.get(one.lessonId);
        return place ? [[key, { ...place, ownerAccountId: one.ownerAccountId }] as const] : [];
      }),
    );
  }

  /** What these lessons are made of, by the id of the media; one that is not there any more is missing. */
  async contentsOf(ids: string[], tx?: EntityManager): Promise<Map<string, LessonContent>> {
    return new Map((await this.media.byIds(ids, tx)).map((media) => [media.id, { kind: media.kind, ready: media.output !== null, takenDown: takedownOf(media), pages: pagesOf(media.output) }]));
  }

  /** Addresses to look at a video outside of learning. @throws Problem not_found, media_not_ready, media_taken_down */
  async preview(caller: Principal, id: string, sessionToken: string): Promise<PlaybackDto> {
    await this.readable(caller, id);
    return this.playback(id, { sessionToken, playSession: 'preview' });
  }

  /**
   * A video that the caller may look at: as its owner, as a reviewer of its course, or, once it was published, as one who
   * may take it down.
   * @throws Problem not_found
   */
  async readable(caller: Principal, id: string): Promise<Media> {
    const media = await this.media.byId(id);
    const allowed = media && (media.ownerAccountId === caller.accountId || (await this.lessons.mayReview(caller, media.lessonId)) || (await this.mayTakeDown(caller, media)));
    if (!allowed) throw new Problem('not_found');
    return media;
  }

  private async mayTakeDown(caller: Principal, { id, lessonId }: Media): Promise<boolean> {
    const scope = caller.scope('media.take_down');
    if (scope.length === 0) return false;
    const place = await this.lessons.courseOf(lessonId);
    return place !== null && isWithinScope(place.regionPath, scope) && (await this.lessons.publishedAmong([id])).has(id);
  }

  /** Addresses of a video for one viewer; the caller has made sure that it may be watched. @throws Problem media_not_ready, media_taken_down, media_is_document */
  async playback(id: string, viewer: Viewer): Promise<PlaybackDto> {
    const media = await this.media.byId(id);
    if (media) assertNotTakenDown(media);
    if (!media?.output) throw new Problem('media_not_ready');
    if (media.kind === 'document') throw new Problem('media_is_document');
    // A track that its instructor has only begun has nothing to show.
    const captions = (await this.media.captionsOf(id)).filter(({ cueCount }) => cueCount > 0);
    return this.links.playback(media, captions, viewer);
  }
}
