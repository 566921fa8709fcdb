import { HOME_LEVELS } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Problem } from '../platform/errors/problem.js';
import type { Region } from './region.entity.js';
import type { RegionDto, RegionPlaceDto } from './regions.dto.js';
import { idsOfPath } from './region-path.js';
import { RegionsRepository } from './regions.repository.js';

/** The tree of regions, 3 to 5 levels deep. */
@Injectable()
export class RegionsService {
  constructor(private readonly regions: RegionsRepository) {}

  /** The regions directly under one; those of the first level for null. */
  async childrenOf(parentId: string | null): Promise<RegionDto[]> {
    return this.describeAll(await this.regions.childrenOf(parentId));
  }

  /** @throws Problem not_found */
  async get(id: string): Promise<Region> {
    const region = await this.regions.byId(id);
    if (!region) throw new Problem('not_found');
    return region;
  }

  /**
   * A region that people may live in: open, of the lowest level of its branch. It stays as it is until the commit, so
   * that whoever is written into it has its path: take it before the person.
   * @throws Problem invalid_input on `field`
   */
  async holdHome(tx: EntityManager, id: string, field = 'regionId'): Promise<Region> {
    return this.home(await this.regions.held(tx, id), field, tx);
  }

  /** Asks before a transaction whether people may live in a region. @throws Problem invalid_input on `regionId` */
  async assertHome(id: string): Promise<void> {
    await this.home(await this.regions.byId(id), 'regionId');
  }

  /** A region as it is and stays until the commit; null when there is none. */
  hold(tx: EntityManager, id: string): Promise<Region | null> {
    return this.regions.held(tx, id);
  }

  /** Whether there is any region yet. */
  any(tx: EntityManager): Promise<boolean> {
    return this.regions.any(tx);
  }

  /** The open region of a code, or null. */
  openByCode(code: string, tx?: EntityManager): Promise<Region | null> {
    return this.regions.byCode(code, tx);
  }

  byIds(ids: string[]): Promise<Region[]> {
    return this.regions.byIds(ids);
  }

  async describe(region: Region): Promise<RegionDto> {
    const [described] = await this.describeAll([region]);
    return described!;
  }

  async describeAll(regions: Region[]): Promise<RegionDto[]> {
    const parents = await this.regions.parentsAmong(regions.map((region) => region.id));
    return regions.map(({ id, code, name, level, parentId }) => ({ id, code, name, level, parentId, hasChildren: parents.has(id) }));
  }

  /** Regions by id with the names from the city down. */
  async places(ids: string[]): Promise<Map<string, RegionPlaceDto>> {
    const regions = await this.regions.byIds([...new Set(ids)]);
    return this.placesAt(regions.map((region) => region.path));
  }

  /** The same for who knows the paths of the regions as they are now, with one look less. @returns by id */
  async placesAt(paths: string[]): Promise<Map<string, RegionPlaceDto>> {
    const chains = [...new Set(paths)].map(idsOfPath);
    const regions = new Map((await this.regions.byIds([...new Set(chains.flat())])).map((region) => [region.id, region]));
    return new Map(
      chains.flatMap((chain) => {
        const region = regions.get(chain.at(-1) ?? '');
        return region ? [[region.id, { id: region.id, name: region.name, level: region.level, names: chain.map((id) => regions.get(id)?.name ?? '') }]] : [];
      }),
    );
  }

  /** The regions above one, from the city down, itself not among them. */
  async ancestorsOf(region: Region): Promise<Region[]> {
    const ids = idsOfPath(region.path).slice(0, -1);
    const found = new Map((await this.regions.byIds(ids)).map((ancestor) => [ancestor.id, ancestor]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  private async home(region: Region | null, field: string, tx?: EntityManager): Promise<Region> {
    const fits = region && region.validTo === null && HOME_LEVELS.includes(region.level) && !(await this.regions.parentsAmong([region.id], tx)).has(region.id);
    if (!fits) throw new Problem('invalid_input', [{ field, message: '请选择所在的社区或村' }]);
    return region;
  }
}
