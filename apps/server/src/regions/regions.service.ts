import { Injectable } from '@nestjs/common';
import { Problem } from '../platform/errors/problem.js';
import type { Region } from './region.entity.js';
import type { RegionDto, RegionPlaceDto } from './regions.dto.js';
import { RegionsRepository } from './regions.repository.js';

/** The four-level tree of regions. */
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
    const ancestors = await this.regions.byIds([...new Set(regions.flatMap((region) => idsOfPath(region.path)))]);
    const names = new Map(ancestors.map((region) => [region.id, region.name]));
    return new Map(
      regions.map((region) => [
        region.id,
        { id: region.id, name: region.name, level: region.level, names: idsOfPath(region.path).map((id) => names.get(id) ?? '') },
      ]),
    );
  }

  /** The regions above one, from the city down, itself not among them. */
  async ancestorsOf(region: Region): Promise<Region[]> {
    const ids = idsOfPath(region.path).slice(0, -1);
    const found = new Map((await this.regions.byIds(ids)).map((ancestor) => [ancestor.id, ancestor]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }
}

/** The ids that a materialised path names, from the root down. */
export function idsOfPath(path: string): string[] {
  return path.split('/').filter((id) => id !== '');
}
