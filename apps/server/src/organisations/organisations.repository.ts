import { parseCreditCode } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { withinScope } from '../platform/auth/scope.js';
import { Organisation } from './organisation.entity.js';
import type { OrganisationsQuery } from './organisations.dto.js';

/** Where a page of organisations ends: name and id of its last one, by which they are ordered. */
export interface OrganisationPlace {
  name: string;
  id: string;
}

/** What is listed. */
export interface OrganisationFilter extends Pick<OrganisationsQuery, 'q' | 'kind' | 'closed'> {
  /** Region paths; an organisation lies within one of each list. */
  within: readonly (readonly string[])[];
  after: OrganisationPlace | null;
  limit: number;
}

@Injectable()
export class OrganisationsRepository {
  constructor(private readonly dataSource: DataSource) {}

  byId(id: string): Promise<Organisation | null> {
    return this.dataSource.manager.findOneBy(Organisation, { id });
  }

  /** As it is and stays until the commit. */
  held(tx: EntityManager, id: string): Promise<Organisation | null> {
    return tx.findOne(Organisation, { where: { id }, lock: { mode: 'pessimistic_read' } });
  }

  byCreditCode(creditCode: string, tx: EntityManager): Promise<Organisation | null> {
    return tx.findOneBy(Organisation, { creditCode });
  }

  /** In order of name and id. */
  async list({ within, q, kind, closed, after, limit }: OrganisationFilter): Promise<Organisation[]> {
    const conditions = within.map((paths) => withinScope('region_path', paths));
    if (!closed) conditions.push({ sql: 'closed_at IS NULL', params: [] });
    if (kind) conditions.push({ sql: 'kind = ?', params: [kind] });
    const creditCode = q === undefined ? null : parseCreditCode(q);
    // A credit code is looked up as such: an ascii column is never compared with Chinese.
    if (creditCode?.ok) conditions.push({ sql: 'credit_code = ?', params: [creditCode.value] });
    else if (q) conditions.push({ sql: 'name LIKE ?', params: [`%${q.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}%`] });
    if (after) conditions.push({ sql: '(name > ? OR (name = ? AND id > ?))', params: [after.name, after.name, after.id] });
    const rows: { id: string }[] = await this.dataSource.query(`SELECT id FROM organisation WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY name, id LIMIT ?`, [
      ...conditions.flatMap(({ params }) => params),
      limit,
    ]);
    if (rows.length === 0) return [];
    const found = new Map((await this.dataSource.manager.findBy(Organisation, { id: In(rows.map((row) => row.id)) })).map((organisation) => [organisation.id, organisation]));
    return rows.flatMap((row) => found.get(row.id) ?? []);
  }
}
