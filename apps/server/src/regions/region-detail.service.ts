import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '../platform/auth/principal.js';
import { isWithinScope } from '../platform/auth/scope.js';
import { Problem } from '../platform/errors/problem.js';
import type { RegionDetailDto } from './region-admin.dto.js';
import { RegionHistoryService } from './region-history.service.js';
import { RegionReach } from './region-reach.service.js';
import type { Region } from './region.entity.js';
import type { RegionPlaceDto } from './regions.dto.js';
import { RegionsRepository } from './regions.repository.js';
import { RegionsService } from './regions.service.js';

const FOUND = 20;

/** Regions as those who look after them see them. */
@Injectable()
export class RegionDetailService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: RegionsRepository,
    private readonly regions: RegionsService,
    private readonly history: RegionHistoryService,
    private readonly reach: RegionReach,
  ) {}

  /** @throws Problem not_found outside the caller's regions */
  async of(caller: Principal, id: string): Promise<RegionDetailDto> {
    const region = await this.regions.get(id);
    if (!isWithinScope(region.path, caller.scope('regions.write'))) throw new Problem('not_found');
    const closed = await this.repository.closedChildrenOf(id);
    const places = await this.regions.places([id, ...[region, ...closed].flatMap((each) => each.successorId ?? [])]);
    return {
      region: await this.regions.describe(region),
      names: places.get(id)?.names ?? [],
      editable: region.validTo === null && this.reach.mayChange(caller, region),
      validFrom: region.validFrom.toISOString(),
      validTo: region.validTo?.toISOString() ?? null,
      successor: linkTo(region.successorId, places),
      contents: await this.reach.contents(this.dataSource.manager, region.path),
      closedChildren: closed.map((child) => ({ id: child.id, name: child.name, code: child.code, validTo: (child.validTo ?? child.validFrom).toISOString(), successor: linkTo(child.successorId, places) })),
      history: await this.historyOf(region),
    };
  }

  /** Open regions of the caller's by a part of their name or the beginning of their code. */
  async search(caller: Principal, q: string): Promise<(RegionPlaceDto & { code: string })[]> {
    const found = await this.repository.search(q, caller.scope('regions.write'), FOUND);
    const places = await this.regions.places(found.map((region) => region.id));
    return found.flatMap((region) => {
      const place = places.get(region.id);
      return place ? [{ ...place, code: region.code }] : [];
    });
  }

  private async historyOf(region: Region): Promise<RegionDetailDto['history']> {
    const periods = await this.history.of(region.id);
    const names = await this.history.placesAt(periods.map((period) => ({ regionId: region.id, at: period.validFrom })));
    return periods.map(({ name, code, validFrom, validTo }, i) => ({ name, code, names: names[i] ?? [], validFrom: validFrom.toISOString(), validTo: validTo?.toISOString() ?? null }));
  }
}

function linkTo(id: string | null, places: ReadonlyMap<string, RegionPlaceDto>): { id: string; name: string } | null {
  const place = id === null ? undefined : places.get(id);
  return place ? { id: place.id, name: place.name } : null;
}
