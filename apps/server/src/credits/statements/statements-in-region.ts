import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { RegionHistoryService } from '../../regions/region-history.service.js';
import { isIssued } from './issued.js';
import { Statement } from './statement.entity.js';

const PAGE = 100;

/** The statements in force of a year that were made for people of a region, under whatever path it had then, who live in it still. */
@Injectable()
export class StatementsInRegion {
  constructor(
    private readonly dataSource: DataSource,
    private readonly regionHistory: RegionHistoryService,
  ) {}

  /** @param regionId null: the whole installation, with people of no region */
  async count(year: number, regionId: string | null): Promise<number> {
    const { sql, params } = await this.inForce(year, regionId);
    const [row]: { n: number }[] = await this.dataSource.query(`SELECT COUNT(*) AS n ${sql}`, params);
    return row?.n ?? 0;
  }

  /** In order of their ids, one page in memory at a time. */
  async *each(year: number, regionId: string | null): AsyncGenerator<Statement> {
    const { sql, params } = await this.inForce(year, regionId);
    let [last, full] = ['', true];
    while (full) {
      const rows: { id: string }[] = await this.dataSource.query(`SELECT s.id ${sql} AND s.id > ? ORDER BY s.id LIMIT ${PAGE}`, [...params, last]);
      const ids = rows.map(({ id }) => id);
      yield* await this.dataSource.manager.find(Statement, { where: { id: In(ids) }, order: { id: 'ASC' } });
      last = ids.at(-1) ?? last;
      full = rows.length === PAGE;
    }
  }

  private async inForce(year: number, regionId: string | null): Promise<{ sql: string; params: unknown[] }> {
    const sql = `FROM statement s WHERE s.year = ? AND s.status = 'valid' AND ${isIssued('s')}`;
    if (regionId === null) return { sql, params: [year] };
    const paths = await this.regionHistory.pathsOf(regionId);
    const then = paths.map(() => 's.region_path LIKE ?').join(' OR ') || 'FALSE';
    const now = "EXISTS (SELECT 1 FROM person p JOIN region r ON r.id = ? WHERE p.id = s.person_id AND p.region_path LIKE CONCAT(r.path, '%'))";
    return { sql: `${sql} AND (${then}) AND ${now}`, params: [year, ...paths.map((path) => `${path}%`), regionId] };
  }
}
