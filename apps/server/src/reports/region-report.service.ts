import { UNITS_PER_CREDIT, creditYear, formatCredits, shanghaiDate, targetMet } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { PoliciesService } from '../credits/policies.service.js';
import { PersonsService } from '../identity/persons.service.js';
import type { Principal } from '../platform/auth/principal.js';
import { isWithinScope } from '../platform/auth/scope.js';
import { Clock } from '../platform/clock.js';
import { Problem } from '../platform/errors/problem.js';
import type { Region } from '../regions/region.entity.js';
import { idsOfPath } from '../regions/region-path.js';
import { RegionsService } from '../regions/regions.service.js';
import { type Figures, NOTHING, RegionFiguresRepository } from './region-figures.repository.js';
import type { LearnerReportQuery, LearnerRowDto, RegionFiguresDto, RegionReportDto, RegionReportQuery } from './reports.dto.js';

/** Registrations and credit totals by region, down the tree, within the caller's own subtree. */
@Injectable()
export class RegionReportService {
  constructor(
    private readonly repository: RegionFiguresRepository,
    private readonly regions: RegionsService,
    private readonly persons: PersonsService,
    private readonly policies: PoliciesService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found for a region outside the caller's scope, as for one that does not exist */
  async figures(caller: Principal, query: RegionReportQuery): Promise<RegionReportDto> {
    const now = this.clock.now();
    const year = query.year ?? creditYear(now);
    const scope = caller.scope('reports.read');
    const region = await this.regionWithin(scope, query.regionId);
    const target = this.targetOf(year);
    const children = await this.regions.childrenOf(region.id);
    const byChild = await this.repository.byChild(region.path, year, target);
    const elsewhere = byChild.get(region.path);
    return {
      region: await this.regions.describe(region),
      ancestors: (await this.regions.ancestorsOf(region)).map(({ id, name, path }) => ({ id, name, visible: isWithinScope(path, scope) })),
      year,
      asOf: new Date(now).toISOString(),
      targetCredits: target,
      total: present(await this.repository.total(region.path, year, target)),
      lastYear: present(await this.repository.total(region.path, year - 1, this.targetOf(year - 1))),
      children: children.map((child) => ({ region: child, figures: present(byChild.get(`${region.path}${child.id}/`) ?? NOTHING) })),
      elsewhere: elsewhere && children.length > 0 ? present(elsewhere) : null,
      months: (await this.repository.months(region.path, year)).map(({ registered, units }, i) => ({ month: i + 1, registered, units, credits: formatCredits(units) })),
    };
  }

  /** The learners that a figure is made of, names masked. @throws Problem not_found as above */
  async learners(caller: Principal, query: LearnerReportQuery): Promise<{ items: LearnerRowDto[]; total: number; page: number; pageSize: number }> {
    const year = query.year ?? creditYear(this.clock.now());
    const region = await this.regionWithin(caller.scope('learners.read'), query.regionId);
    const target = this.targetOf(year);
    const page = { offset: (query.page - 1) * query.pageSize, limit: query.pageSize };
    const { rows, total } = await this.repository.learners(region.path, year, target * UNITS_PER_CREDIT, query.only, page);
    const names = await this.persons.maskedNames(rows.map((row) => row.personId));
    const places = await this.regions.places(rows.flatMap((row) => row.regionId ?? []));
    return {
      items: rows.map((row) => ({
        personId: row.personId,
        nameMasked: names.get(row.personId) ?? '*',
        regionName: (row.regionId && places.get(row.regionId)?.names.slice(1).join(' ')) || '',
        registeredOn: row.registeredOn,
        units: row.units,
        credits: formatCredits(row.units),
        targetMet: targetMet(row.units, target),
      })),
      total,
      page: query.page,
      pageSize: query.pageSize,
    };
  }

  private async regionWithin(scope: string[], regionId: string | undefined): Promise<Region> {
    const region = await (regionId ? this.regions.get(regionId) : this.highestOf(scope));
    if (!isWithinScope(region.path, scope)) throw new Problem('not_found');
    return region;
  }

  /** The region a caller starts from: the one granted, or the city for the whole installation. */
  private async highestOf(scope: string[]): Promise<Region> {
    const [path] = [...scope].sort((a, b) => a.length - b.length);
    if (path === undefined) throw new Problem('not_found');
    const id = idsOfPath(path).at(-1) ?? (await this.regions.childrenOf(null))[0]?.id;
    if (!id) throw new Problem('not_found');
    return this.regions.get(id);
  }

  private targetOf(year: number): number {
    return this.policies.on(year === creditYear(this.clock.now()) ? shanghaiDate(this.clock.now()) : `${year}-12-31`).targetCredits;
  }
}

function present(figures: Figures): RegionFiguresDto {
  const { active, units, targetReached } = figures;
  return {
    ...figures,
    credits: formatCredits(units),
    targetShare: active === 0 ? null : targetReached / active,
    meanCredits: active === 0 ? null : formatCredits(Math.floor(units / active)),
  };
}
