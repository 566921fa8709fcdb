import { formatCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PersonsService } from '../../identity/persons.service.js';
import { type Principal } from '../../platform/auth/principal.js';
import { withinScope } from '../../platform/auth/scope.js';
import { RegionsService } from '../../regions/regions.service.js';
import type { ClosingChangesDto, ClosingChangesQuery, ClosingRegionsDto } from './closings.dto.js';
import { ClosingsService, meanCredits } from './closings.service.js';

const ID_CHARACTERS = 36;

interface ChangeRow {
  person_id: string;
  effect: 'new' | 'changed' | 'gone';
  units: number;
  target_met: number;
  before_units: number | null;
  before_target_met: number | null;
}

/** What came of a closing: who changed, and the figures by region (credit-rules.md 17). */
@Injectable()
export class ClosingResults {
  constructor(
    private readonly dataSource: DataSource,
    private readonly closings: ClosingsService,
    private readonly persons: PersonsService,
    private readonly regions: RegionsService,
  ) {}

  /** Persons whose statements a closing changed, or of a trial would change, in order of id. @throws Problem not_found */
  async changes(caller: Principal, id: string, { page, pageSize, effect }: ClosingChangesQuery): Promise<ClosingChangesDto> {
    await this.closings.get(id);
    const scope = withinScope('p.region_path', caller.scope('closing.read'));
    const from = `FROM closing_change c JOIN person p ON p.id = c.person_id WHERE c.closing_id = ? AND c.effect IN (?) AND ${scope.sql}`;
    const params = [id, effect ? [effect] : ['new', 'changed', 'gone'], ...scope.params];
    const [{ n = 0 } = {}]: { n?: number }[] = await this.dataSource.query(`SELECT COUNT(*) AS n ${from}`, params);
    const rows: ChangeRow[] = await this.dataSource.query(
      `SELECT c.person_id, c.effect, c.units, c.target_met, c.before_units, c.before_target_met ${from} ORDER BY c.person_id LIMIT ? OFFSET ?`,
      [...params, pageSize, (page - 1) * pageSize],
    );
    const names = await this.persons.maskedNames(rows.map(({ person_id }) => person_id));
    return {
      items: rows.map(({ person_id: personId, effect: what, units, target_met, before_units, before_target_met }) => ({
        personId,
        name: names.get(personId) ?? '*',
        effect: what,
        units,
        credits: formatCredits(units),
        targetMet: target_met === 1,
        beforeUnits: before_units,
        beforeCredits: before_units === null ? null : formatCredits(before_units),
        beforeTargetMet: before_target_met === null ? null : before_target_met === 1,
      })),
      total: n,
      page,
      pageSize,
    };
  }

  /**
   * The statements of its year that are in force now, by region of the level below one, in the regions of the time they were made; of a
   * trial those that would be, beside those that were. They add up to those of the region above: who stands in none of these regions has a
   * line without an id.
   * @throws Problem not_found
   */
  async byRegion(id: string, regionId: string | undefined): Promise<ClosingRegionsDto> {
    const { year, kind } = await this.closings.get(id);
    const path = regionId === undefined ? '' : (await this.regions.get(regionId)).path;
    const rows: RegionRow[] = kind === 'trial' ? await this.dataSource.query(TRIED, [path.length + 1, ID_CHARACTERS, id, `${path}%`]) : await this.dataSource.query(IN_FORCE, [path.length + 1, ID_CHARACTERS, year, `${path}%`, path]);
    const regions = new Map((await this.regions.byIds(rows.flatMap(({ region_id }) => region_id ?? []))).map((region) => [region.id, region]));
    const items = rows.map(({ region_id, deepest, before_statements, before_units, before_target_met, ...after }) => ({
      regionId: region_id,
      name: regions.get(region_id ?? '')?.name ?? '',
      hasRegions: region_id !== null && (deepest ?? 0) > path.length + ID_CHARACTERS + 1,
      ...figuresOf(after),
      before: before_statements === null ? null : figuresOf({ statements: before_statements, units: before_units, target_met: before_target_met }),
    }));
    return { items: items.sort((a, b) => Number(a.regionId === null) - Number(b.regionId === null) || b.statements - a.statements || a.name.localeCompare(b.name, 'zh')) };
  }
}

interface FiguresRow {
  statements: number;
  units: number;
  target_met: number;
}

/** Without figures of before where it is no trial. */
type RegionRow = FiguresRow & { region_id: string | null; deepest: number | null } & (
    | { before_statements: null; before_units: null; before_target_met: null }
    | { before_statements: number; before_units: number; before_target_met: number }
  );

function figuresOf({ statements, units, target_met }: FiguresRow): Pick<ClosingRegionsDto['items'][number], 'statements' | 'targetMet' | 'units' | 'meanCredits'> {
  return { statements, targetMet: target_met, units, meanCredits: meanCredits(units, statements) };
}

const OF_REGION = "NULLIF(SUBSTR(region_path, ?, ?), '') AS region_id, MAX(CHAR_LENGTH(region_path)) AS deepest";

const IN_FORCE = `SELECT ${OF_REGION}, COUNT(*) AS statements, CAST(SUM(units) AS SIGNED) AS units, CAST(SUM(target_met) AS SIGNED) AS target_met,
    NULL AS before_statements, NULL AS before_units, NULL AS before_target_met
  FROM statement WHERE year = ? AND status <> 'revoked' AND (region_path LIKE ? OR (region_path IS NULL AND ? = '')) GROUP BY 1`;

const TRIED = `SELECT ${OF_REGION}, ${['statements', 'units', 'target_met'].flatMap((figure) => [figure, `before_${figure}`]).map((figure) => `CAST(SUM(${figure}) AS SIGNED) AS ${figure}`).join(', ')}
  FROM closing_region WHERE closing_id = ? AND region_path LIKE ? GROUP BY 1`;
