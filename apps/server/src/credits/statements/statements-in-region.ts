import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { RegionHistoryService } from '../../regions/region-history.service.js';
import { Statement } from './statement.entity.js';

const PAGE = 100;

/** The statements in force of a year that were made for people of a region, under whatever path it had then. */
@Injectable()
export class StatementsInRegion {
  constructor(
    private readonly dataSource: DataSource,
    private readonly regionHistory: RegionHistoryService,
  ) {}

  /** @param regionId null: the whole installation */
  async count(year: number, regionId: string | null): Promise<number> {
    let count = 0;
    for (const path of await this.pathsOf(regionId)) {
      const [row]: { n: number }[] = await this.dataSource.query("SELECT COUNT(*) AS n FROM statement WHERE year = ? AND region_path LIKE ? AND status = 'valid'", [year, `${path}%`]);
      count += row?.n ?? 0;
    }
    return count;
  }

  /** In order of the regions' paths, one page in memory at a time. */
  async *each(year: number, regionId: string | null): AsyncGenerator<Statement> {
    for (const path of await this.pathsOf(regionId)) yield* this.under(year, path);
  }

  private async *under(year: number, path: string): AsyncGenerator<Statement> {
    let [lastPath, lastId, full] = ['', '', true];
    while (full) {
      const rows: { id: string }[] = await this.dataSource.query(
        `SELECT id FROM statement WHERE year = ? AND region_path LIKE ? AND status = 'valid' AND region_path >= ? AND (region_path > ? OR id > ?)
          ORDER BY region_path, id LIMIT ${PAGE}`,
        [year, `${path}%`, lastPath, lastPath, lastId],
      );
      const page = new Map((await this.dataSource.manager.findBy(Statement, { id: In(rows.map(({ id }) => id)) })).map((statement) => [statement.id, statement]));
      for (const { id } of rows) {
        const statement = page.get(id);
        if (!statement) continue;
        yield statement;
        [lastPath, lastId] = [statement.regionPath ?? '', id];
      }
      full = rows.length === PAGE;
    }
  }

  private async pathsOf(regionId: string | null): Promise<string[]> {
    return regionId === null ? [''] : this.regionHistory.pathsOf(regionId);
  }
}
