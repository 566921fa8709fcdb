import { UNITS_PER_CREDIT } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { COUNTS_IN_YEAR, countingIn } from '../identity/counting.js';

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

/** A materialised path grows by one id and a slash from a region to its children. */
const STEP = 37;

/**
 * The read model of the reports: the one place that reads persons and ledger together, in set-based SQL, and writes
 * neither (docs/adr/0003-reports-read-model.md). An entry counts where its person was verified before the books of its
 * year closed (credit-rules.md 12).
 */
@Injectable()
export class RegionFiguresRepository {
  constructor(private readonly dataSource: DataSource) {}

  async total(path: string, year: number, targetCredits: number): Promise<Figures> {
    const [registrations] = await this.registrations(path, year, 0);
    const [credits] = await this.credits(path, year, targetCredits, 0);
    return { ...NOTHING, ...registrations?.figures, ...credits?.figures };
  }

  /** Figures of the regions directly under a path, by their paths; under the path itself: who stands in none of them. */
  async byChild(path: string, year: number, targetCredits: number): Promise<Map<string, Figures>> {
    const all = new Map<string, Figures>();
    for (const { path: child, figures } of [...(await this.registrations(path, year, STEP)), ...(await this.credits(path, year, targetCredits, STEP))]) {
      all.set(child, { ...NOTHING, ...all.get(child), ...figures });
    }
    return all;
  }

  /** Registrations and counting units per month, index 0 for January. */
  async months(path: string, year: number): Promise<{ registered: number; units: number }[]> {
    const registered: { month: number; n: number }[] = await this.dataSource.query(
      'SELECT MONTH(registered_on) AS month, COUNT(*) AS n FROM person WHERE registered_region_path LIKE ? AND registered_on BETWEEN ? AND ? GROUP BY 1',
      [`${path}%`, ...daysOf(year)],
    );
    const units: { month: number; units: number }[] = await this.dataSource.query(
      `SELECT MONTH(e.date) AS month, CAST(SUM(e.units) AS SIGNED) AS units FROM credit_entry e JOIN person p ON p.id = e.person_id
        WHERE e.year = ? AND e.region_path LIKE ? AND ${COUNTS_IN_YEAR} GROUP BY 1`,
      [year, `${path}%`, ...countingIn(year)],
    );
    return Array.from({ length: 12 }, (_, i) => ({
      registered: registered.find((row) => row.month === i + 1)?.n ?? 0,
      units: units.find((row) => row.month === i + 1)?.units ?? 0,
    }));
  }

  /** The learners that figures are made of, by the same rules as the figures: registered in a subtree, or with counting units of it; most units first. */
  async learners(path: string, year: number, targetUnits: number, only: LearnerFilter | undefined, page: { offset: number; limit: number }): Promise<{ rows: LearnerFigures[]; total: number }> {
    const [firstDay, lastDay] = daysOf(year);
    const having = { registered: 'newly', active: 'entries > 0', target: 'units >= ?' };
    const inner = `SELECT p.id AS person_id, p.region_id, p.registered_on, p.registered_region_path LIKE ? AND p.registered_on BETWEEN ? AND ? AS newly,
              COUNT(e.id) AS entries, CAST(COALESCE(SUM(e.units), 0) AS SIGNED) AS units
         FROM person p LEFT JOIN credit_entry e ON e.person_id = p.id AND e.year = ? AND e.region_path LIKE ? AND ${COUNTS_IN_YEAR}
        WHERE e.id IS NOT NULL OR (p.registered_region_path LIKE ? AND p.registered_on <= ?)
        GROUP BY p.id, p.region_id, p.registered_on, newly`;
    const filter = only ? `WHERE ${having[only]}` : '';
    const within = `${path}%`;
    const parameters = [within, firstDay, lastDay, year, within, ...countingIn(year), within, lastDay, ...(only === 'target' ? [targetUnits] : [])];
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

  private async registrations(path: string, year: number, step: number): Promise<{ path: string; figures: Pick<Figures, 'registered' | 'registeredTotal'> }[]> {
    const [firstDay, lastDay] = daysOf(year);
    const rows: { child: string; registered: number; total: number }[] = await this.dataSource.query(
      `SELECT LEFT(registered_region_path, ?) AS child, CAST(SUM(registered_on >= ?) AS SIGNED) AS registered, COUNT(*) AS total
         FROM person WHERE registered_region_path LIKE ? AND registered_on <= ? GROUP BY child`,
      [path.length + step, firstDay, `${path}%`, lastDay],
    );
    return rows.map((row) => ({ path: row.child, figures: { registered: row.registered, registeredTotal: row.total } }));
  }

  private async credits(path: string, year: number, targetCredits: number, step: number): Promise<{ path: string; figures: Pick<Figures, 'active' | 'units' | 'targetReached'> }[]> {
    const rows: { child: string; active: number; units: number; reached: number }[] = await this.dataSource.query(
      `SELECT child, COUNT(*) AS active, CAST(SUM(units) AS SIGNED) AS units, CAST(SUM(units >= ?) AS SIGNED) AS reached
         FROM (SELECT LEFT(e.region_path, ?) AS child, e.person_id, SUM(e.units) AS units
                 FROM credit_entry e JOIN person p ON p.id = e.person_id
                WHERE e.year = ? AND e.region_path LIKE ? AND ${COUNTS_IN_YEAR}
                GROUP BY child, e.person_id) AS learner
        GROUP BY child`,
      [targetCredits * UNITS_PER_CREDIT, path.length + step, year, `${path}%`, ...countingIn(year)],
    );
    return rows.map((row) => ({ path: row.child, figures: { active: row.active, units: row.units, targetReached: row.reached } }));
  }
}

export const NOTHING: Figures = { registered: 0, registeredTotal: 0, active: 0, units: 0, targetReached: 0 };

function daysOf(year: number): [first: string, last: string] {
  return [`${year}-01-01`, `${year}-12-31`];
}
