import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CatalogService } from '../../catalog/catalog.service.js';
import { Clock } from '../../platform/clock.js';
import { Problem } from '../../platform/errors/problem.js';
import { Favourite } from './favourite.entity.js';
import type { FavouriteDto } from './favourites.dto.js';

/** 收藏: courses that a learner keeps for later. */
@Injectable()
export class FavouritesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: CatalogService,
    private readonly clock: Clock,
  ) {}

  /** Newest first; withdrawn courses are left out while they are. */
  async list(personId: string): Promise<FavouriteDto[]> {
    const rows = await this.dataSource.manager.find(Favourite, { where: { personId }, order: { createdAt: 'DESC', courseId: 'ASC' } });
    const standings = await this.catalog.standings(rows.map(({ courseId }) => courseId));
    const offered = [...standings.values()].filter(({ withdrawn }) => !withdrawn);
    const cards = await this.catalog.cardsOf(offered.map(({ versionId }) => versionId));
    return rows.flatMap(({ courseId, createdAt }) => {
      const course = cards.get(courseId);
      return course ? [{ course, since: createdAt.toISOString() }] : [];
    });
  }

  /** Again changes nothing. @throws Problem not_found */
  async add(personId: string, courseId: string): Promise<void> {
    const course = (await this.catalog.standings([courseId])).get(courseId);
    if (!course || course.withdrawn) throw new Problem('not_found');
    await this.dataSource.query('INSERT INTO favourite (person_id, course_id, created_at) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE person_id = person_id', [personId, courseId, this.clock.date()]);
  }

  /** Again changes nothing. */
  async remove(personId: string, courseId: string): Promise<void> {
    await this.dataSource.manager.delete(Favourite, { personId, courseId });
  }
}
