import { UNITS_PER_CREDIT } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { COUNTS_IN_YEAR, countingIn } from '../identity/counting.js';
import { withinScope } from '../platform/auth/scope.js';

/** Raw figures of one region; see RegionFiguresDto for what they mean. */
export interface Figures {
  registered: number;
  registeredTotal: number;
  active: number;
  units: number;
  targetReached: number;
}

export interface LearnerFigures {
  personId: string;
  regionId: string | null;
  registeredOn: string;
  units: number;
}

export type LearnerFilter = 'registered' | 'active' | 'target';

/** A region and every path that it has had: what was recorded in it bears one of them. */
export interface RegionPaths {
  id: string;
  paths: readonly string[];
}

/** Characters of an id in a path, with its slash. */
const STEP = 37;

/**
 * The read model of the reports: the one place that reads persons and ledger together, in set-based SQL, and writes
 * neither (docs/adr/0003-reports-read-model.md). An entry counts where its person was verified before the books of its
 * year closed (credit-rules.md 12).
 */
@Injectable()
export class RegionFiguresRepository {
  constructor(private readonly dataSource: DataSource) {}

  async total(region: RegionPaths, year: number, targetCredits: number): Promise<Figures> {
    const [registrations] = await this.registrations(region, year, WHOLE);
    const [credits] = await this.credits(region, year, targetCredits, WHOLE);
    return { ...NOTHING, ...registrations?.figures, ...credits?.figures };
  }

  /**
   * Figures of the regions directly under one, by their ids: of what was recorded while they were under it. Under '':
   * who stands in none of them.
   */
  async byChild(region: RegionPaths, year: number, targetCredits: number): Promise<Map<string, Figures>> {
    const all = new Map<string, Figures>();
    const child = childUnder(region.id);
    for (const { id, figures } of [...(await this.registrations(region, year, child)), ...(await this.credits(region, year, targetCredits, child))]) {
      all.set(id, { ...NOTHING, ...all.get(id), ...figures });
    }
    return all;
  }

  /** Registrations and counting units per month, index 0 for January. */
  async months({ paths }: RegionPaths, year: number): Promise<{ registered: number; units: number }[]> {
    const registeredIn = withinScope('registered_region_path', paths);
    const earnedIn = withinScope('e.region_path', paths);
    const registered: { month: number; n: number }[] = await this.dataSource.query(
      `SELECT MONTH(registered_on) AS month, COUNT(*) AS n FROM person WHERE ${registeredIn.sql} AND registered_on BETWEEN ? AND ? GROUP BY 1`,
      [...registeredIn.params, ...daysOf(year)],
    );
    const units: { month: number; units: number }[] = await this.dataSource.query(
      `SELECT MONTH(e.date) AS month, CAST(SUM(e.units) AS SIGNED) AS units FROM credit_entry e JOIN person p ON p.id = e.person_id
        WHERE e.year = ? AND ${earnedIn.sql} AND ${COUNTS_IN_YEAR} GROUP BY 1`,
      [year, ...earnedIn.params, ...countingIn(year)],
    );
    return Array.from({ length: 12 }, (_, i) => ({
      registered: registered.find((row) => row.month === i + 1)?.n ?? 0,
      units: units.find((row) => row.month === i + 1)?.units ?? 0,
    }));
  }

  /** The learners that figures are made of, by the same rules as the figures: registered in a subtree, or with counting units of it; most units first. */
  async learners({ paths }: RegionPaths, year: number, targetUnits: number, only: LearnerFilter | undefined, page: { offset: number; limit: number }): Promise<{ rows: LearnerFigures[]; total: number }> {
    const [firstDay, lastDay] = daysOf(year);
    const registeredIn = withinScope('p.registered_region_path', paths);
    const earnedIn = withinScope('e.region_path', paths);
    const having = { registered: 'newly', active: 'entries > 0', target: 'units >= ?' };
    const inner = `SELECT p.id AS person_id, p.region_id, p.registered_on, ${registeredIn.sql} AND p.registered_on BETWEEN ? AND ? AS newly,
              COUNT(e.id) AS entries, CAST(COALESCE(SUM(e.units), 0) AS SIGNED) AS units
         FROM person p LEFT JOIN credit_entry e ON e.person_id = p.id AND e.year = ? AND ${earnedIn.sql} AND ${COUNTS_IN_YEAR}
        WHERE e.id IS NOT NULL OR (${registeredIn.sql} AND p.registered_on <= ?)
        GROUP BY p.id, p.region_id, p.registered_on, newly`;
    const filter = only ? `WHERE ${having[only]}` : '';
    const parameters = [
      ...registeredIn.params,
      firstDay,
      lastDay,
      year,
      ...earnedIn.params,
      ...countingIn(year),
      ...registeredIn.params,
      lastDay,
      ...(only === 'target' ? [targetUnits] : []),
    ];
    const rows: { person_id: string; region_id: string | null; registered_on: string; units: number }[] = await this.dataSource.query(
      `SELECT * FROM (${inner}) AS learner ${filter} ORDER BY units DESC, person_id LIMIT ? OFFSET ?`,
      [...parameters, page.limit, page.offset],
    );
    const [count]: { n: number }[] = await this.dataSource.query(`SELECT COUNT(*) AS n FROM (${inner}) AS learner ${filter}`, parameters);
    return {
      rows: rows.map((row) => ({ personId: row.person_id, regionId: row.region_id, registeredOn: row.registered_on, units: row.units })),
      total: count?.n ?? 0,
    };
  }

  private async registrations({ paths }: RegionPaths, year: number, part: PartOfPath): Promise<{ id: string; figures: Pick<Figures, 'registered' | 'registeredTotal'> }[]> {
    const [firstDay, lastDay] = daysOf(year);
    const within = withinScope('registered_region_path', paths);
    const rows: { child: string; registered: number; total: number }[] = await this.dataSource.query(
      `SELECT ${part.sql('registered_region_path')} AS child, CAST(SUM(registered_on >= ?) AS SIGNED) AS registered, COUNT(*) AS total
         FROM person WHERE ${within.sql} AND registered_on <= ? GROUP BY child`,
      [...part.params, firstDay, ...within.params, lastDay],
    );
    return rows.map((row) => ({ id: row.child, figures: { registered: row.registered, registeredTotal: row.total } }));
  }

  private async credits({ paths }: RegionPaths, year: number, targetCredits: number, part: PartOfPath): Promise<{ id: string; figures: Pick<Figures, 'active' | 'units' | 'targetReached'> }[]> {
    const within = withinScope('e.region_path', paths);
    const rows: { child: string; active: number; units: number; reached: number }[] = await this.dataSource.query(
      `SELECT child, COUNT(*) AS active, CAST(SUM(units) AS SIGNED) AS units, CAST(SUM(units >= ?) AS SIGNED) AS reached
         FROM (SELECT ${part.sql('e.region_path')} AS child, e.person_id, SUM(e.units) AS units
                 FROM credit_entry e JOIN person p ON p.id = e.person_id
                WHERE e.year = ? AND ${within.sql} AND ${COUNTS_IN_YEAR}
                GROUP BY child, e.person_id) AS learner
        GROUP BY child`,
      [targetCredits * UNITS_PER_CREDIT, ...part.params, year, ...within.params, ...countingIn(year)],
    );
    return rows.map((row) => ({ id: row.child, figures: { active: row.active, units: row.units, targetReached: row.reached } }));
  }
}

/** By which part of a path figures are told apart. */
interface PartOfPath {
  sql: (column: string) => string;
  params: string[];
}

/** Not at all. */
const WHOLE: PartOfPath = { sql: () => "''", params: [] };

/** By the id after that of a region, wherever in the tree the region was. */
function childUnder(regionId: string): PartOfPath {
  return { sql: (column) => `SUBSTRING(${column}, LOCATE(?, ${column}) + ${STEP}, ${STEP - 1})`, params: [regionId] };
}

export const NOTHING: Figures = { registered: 0, registeredTotal: 0, active: 0, units: 0, targetReached: 0 };

function daysOf(year: number): [first: string, last: string] {
  return [`${year}-01-01`, `${year}-12-31`];
}
