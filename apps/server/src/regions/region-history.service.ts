import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { RegionHistory } from './region-history.entity.js';
import { idsOfPath } from './region-path.js';

/** A region at an instant. */
export interface RegionMoment {
  regionId: string;
  at: Date;
}

/** What regions were called and where they lay at a time; old papers keep the old names. */
@Injectable()
export class RegionHistoryService {
  constructor(private readonly dataSource: DataSource) {}

  /** The name that a region bore at an instant; its first name before it existed; '' when there is no such region. */
  async nameAt(regionId: string, at: Date): Promise<string> {
    const [place] = await this.placesAt([{ regionId, at }]);
    return place?.at(-1) ?? '';
  }

  /** The names of that time from the root down to each region, in the order asked; [] when there is no such region. */
  async placesAt(moments: readonly RegionMoment[]): Promise<string[][]> {
    const own = await this.periodsOf(moments.map((moment) => moment.regionId));
    const then = moments.map(({ regionId, at }) => periodAt(own.get(regionId), at));
    const all = await this.periodsOf(then.flatMap((period) => (period ? idsOfPath(period.path) : [])));
    return then.map((period, i) => (period ? idsOfPath(period.path).map((id) => periodAt(all.get(id), moments[i]!.at)?.name ?? '') : []));
  }

  /** Everything that a region has been, oldest first. */
  async of(regionId: string): Promise<RegionHistory[]> {
    return (await this.periodsOf([regionId])).get(regionId) ?? [];
  }

  /** Every path that a region has had: what was recorded in it bears one of them. */
  async pathsOf(regionId: string): Promise<string[]> {
    return [...new Set((await this.of(regionId)).map((period) => period.path))];
  }

  /** When some regions became what they are, the latest of them; milliseconds since the epoch, 0 for none. */
  async lastChange(tx: EntityManager, regionIds: readonly string[]): Promise<number> {
    return regionIds.length === 0 ? 0 : latestOf(await tx.query('SELECT MAX(valid_from) AS latest FROM region_history WHERE valid_to IS NULL AND region_id IN (?)', [regionIds]));
  }

  /** The first instant after all that has become of a subtree; milliseconds since the epoch, 0 for null. */
  async firstAfter(tx: EntityManager, path: string | null): Promise<number> {
    return path === null ? 0 : 1 + latestOf(await tx.query('SELECT MAX(valid_from) AS latest FROM region_history WHERE valid_to IS NULL AND path LIKE ?', [`${path}%`]));
  }

  /**
   * Brings the history of a subtree up to what its regions are now: where they differ, the old period ends and a new
   * one begins at `at`; a closed region's last period ends.
   */
  async record(tx: EntityManager, path: string, at: Date): Promise<void> {
    const subtree = `${path}%`;
    // A period that begins at this very instant is corrected: none is empty.
    await tx.query(
      `UPDATE region_history h JOIN region r ON r.id = h.region_id
          SET h.name = r.name, h.code = r.code, h.parent_id = r.parent_id, h.path = r.path
        WHERE r.path LIKE ? AND r.valid_to IS NULL AND h.valid_to IS NULL AND h.valid_from = ?`,
      [subtree, at],
    );
    await tx.query(
      `UPDATE region_history h JOIN region r ON r.id = h.region_id
          SET h.valid_to = ?
        WHERE r.path LIKE ? AND h.valid_to IS NULL
          AND (r.valid_to IS NOT NULL OR NOT (h.name = r.name AND h.code = r.code AND h.parent_id <=> r.parent_id AND h.path = r.path))`,
      [at, subtree],
    );
    await tx.query(
      `INSERT INTO region_history (id, region_id, name, code, parent_id, path, valid_from, valid_to)
         SELECT UUID(), r.id, r.name, r.code, r.parent_id, r.path, ?, NULL FROM region r
          WHERE r.path LIKE ? AND r.valid_to IS NULL
            AND NOT EXISTS (SELECT 1 FROM region_history h WHERE h.region_id = r.id AND h.valid_to IS NULL)`,
      [at, subtree],
    );
  }

  private async periodsOf(regionIds: readonly string[]): Promise<Map<string, RegionHistory[]>> {
    const ids = [...new Set(regionIds)];
    const periods = ids.length === 0 ? [] : await this.dataSource.manager.find(RegionHistory, { where: { regionId: In(ids) }, order: { validFrom: 'ASC', validTo: 'ASC' } });
    return Map.groupBy(periods, (period) => period.regionId);
  }
}

/** The period that holds an instant; the first before all, the last after all. Periods are in order. */
function periodAt(periods: readonly RegionHistory[] | undefined, at: Date): RegionHistory | undefined {
  return periods?.findLast((period) => period.validFrom <= at) ?? periods?.[0];
}

function latestOf([row]: { latest: Date | null }[]): number {
  return row?.latest?.getTime() ?? 0;
}
