import { UNITS_PER_CREDIT, creditYear, formatCredits, shanghaiDate, targetMet } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { PoliciesService } from '../credits/policies/policies.service.js';
import { PersonsService } from '../identity/persons.service.js';
import type { Principal } from '../platform/auth/principal.js';
import { isWithinScope } from '../platform/auth/scope.js';
import { Clock } from '../platform/clock.js';
import { Problem } from '../platform/errors/problem.js';
import type { Region } from '../regions/region.entity.js';
import { RegionHistoryService } from '../regions/region-history.service.js';
import { idsOfPath } from '../regions/region-path.js';
import { RegionsService } from '../regions/regions.service.js';
import { type Figures, NOTHING, RegionFiguresRepository, type RegionPaths } from './region-figures.repository.js';
import type { LearnerReportQuery, LearnerRowDto, RegionFiguresDto, RegionReportDto, RegionReportQuery } from './reports.dto.js';

/** Registrations and credit totals by region, down the tree, within the caller's own subtree. */
@Injectable()
export class RegionReportService {
  constructor(
    private readonly repository: RegionFiguresRepository,
    private readonly regions: RegionsService,
    private readonly history: RegionHistoryService,
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
    const paths = await this.pathsOf(region);
    const children = await this.regions.childrenOf(region.id);
    const byChild = await this.repository.byChild(paths, year, target);
    const elsewhere = byChild.get('');
    const former = await this.former(byChild, new Set(children.map((child) => child.id)));
    return {
      region: await this.regions.describe(region),
      ancestors: (await this.regions.ancestorsOf(region)).map(({ id, name, path }) => ({ id, name, visible: isWithinScope(path, scope) })),
      year,
      asOf: new Date(now).toISOString(),
      targetCredits: target,
      total: figuresDto(await this.repository.total(paths, year, target)),
      lastYear: figuresDto(await this.repository.total(paths, year - 1, this.targetOf(year - 1))),
      children: children.map((child) => ({ region: child, figures: figuresDto(byChild.get(child.id) ?? NOTHING) })),
      former,
      elsewhere: elsewhere && children.length + former.length > 0 ? figuresDto(elsewhere) : null,
      months: (await this.repository.months(paths, year)).map(({ registered, units }, i) => ({ month: i + 1, registered, units, credits: formatCredits(units) })),
    };
  }

  /** The learners that a figure is made of, names masked. @throws Problem not_found as above */
  async learners(caller: Principal, query: LearnerReportQuery): Promise<{ items: LearnerRowDto[]; total: number; page: number; pageSize: number }> {
    const year = query.year ?? creditYear(this.clock.now());
    const region = await this.regionWithin(caller.scope('learners.read'), query.regionId);
    const target = this.targetOf(year);
    const page = { offset: (query.page - 1) * query.pageSize, limit: query.pageSize };
    const { rows, total } = await this.repository.learners(await this.pathsOf(region), year, target * UNITS_PER_CREDIT, query.only, page);
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

  /** What was recorded in a region bears one of the paths that it has had. */
  private async pathsOf({ id, path }: Region): Promise<RegionPaths> {
    return { id, paths: [...new Set([...(await this.history.pathsOf(id)), path])] };
  }

  /** Regions that lay under one when something was recorded in them, and lie there no longer: without them the rows do not add up. */
  private async former(byChild: ReadonlyMap<string, Figures>, present: ReadonlySet<string>): Promise<RegionReportDto['former']> {
    const gone = await this.regions.byIds([...byChild.keys()].filter((id) => !present.has(id)));
    const now = await this.regions.places(gone.flatMap((region) => (region.validTo ? region.successorId : region.parentId) ?? []));
    return gone.map((region) => {
      const place = now.get((region.validTo ? region.successorId : region.parentId) ?? '');
      return {
        region: { id: region.id, name: region.name, level: region.level },
        fate: region.validTo ? ('closed' as const) : ('moved' as const),
        now: place ? { id: place.id, name: place.name } : null,
        figures: figuresDto(byChild.get(region.id) ?? NOTHING),
      };
    });
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

function figuresDto(figures: Figures): RegionFiguresDto {
  const { active, units, targetReached } = figures;
  return {
    ...figures,
    credits: formatCredits(units),
    targetShare: active === 0 ? null : targetReached / active,
    meanCredits: active === 0 ? null : formatCredits(Math.floor(units / active)),
  };
}
