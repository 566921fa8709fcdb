import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { CaptionTrack } from './caption-track.entity.js';
import { Media } from './media.entity.js';

@Injectable()
export class MediaRepository {
  constructor(private readonly dataSource: DataSource) {}

  byId(id: string): Promise<Media | null> {
    return this.dataSource.manager.findOneBy(Media, { id });
  }

  byIds(ids: string[]): Promise<Media[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.dataSource.manager.findBy(Media, { id: In(ids) });
  }

  /** The newest video of each lesson. */
  async newestOf(lessonIds: string[], tx: EntityManager = this.dataSource.manager): Promise<Map<string, Media>> {
    if (lessonIds.length === 0) return new Map();
    const all = await tx.find(Media, { where: { lessonId: In(lessonIds) }, order: { createdAt: 'ASC', id: 'ASC' } });
    return new Map(all.map((media) => [media.lessonId, media]));
  }

  captionsOf(mediaId: string): Promise<CaptionTrack[]> {
    return this.dataSource.manager.find(CaptionTrack, { where: { mediaId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  captionsById(id: string): Promise<CaptionTrack | null> {
    return this.dataSource.manager.findOneBy(CaptionTrack, { id });
  }

  /** Videos waiting in the order in which they will be taken. */
  async waitingIds(tx: EntityManager = this.dataSource.manager): Promise<string[]> {
    const rows: { id: string }[] = await tx.query("SELECT id FROM media WHERE state = 'queued' ORDER BY queued_at, id LIMIT 1000");
    return rows.map((row) => row.id);
  }
}
