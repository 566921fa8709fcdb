import type { Sex } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { withinScope } from '../../platform/auth/scope.js';
import type { Verification } from '../identity.dto.js';
import type { ListedState } from './learners.dto.js';

/** A row of the list, its personal columns still encrypted. */
export interface LearnerRow {
  id: string;
  data_key: Buffer | null;
  name_cipher: Buffer | null;
  id_number_cipher: Buffer | null;
  verification: Verification;
  state: ListedState;
  sex: Sex | null;
  birth_year: number | null;
  region_id: string | null;
  region_path: string;
  registered_on: string | null;
  organisation_name: string | null;
  account_id: string | null;
  phone_cipher: Buffer | null;
  login_number: string | null;
}

/** Where a page ends: the list is in the order of (region path, id). */
export interface Place {
  regionPath: string;
  id: string;
}

export interface LearnerFilter {
  /** Region paths from Principal.scope. */
  scope: readonly string[];
  regionPath?: string;
  nameIndex?: string;
  loginNumber?: string;
  phoneIndex?: string;
  idNumberIndex?: string;
  verification?: Verification;
  states: readonly ListedState[];
  birthYearFrom?: number;
  birthYearTo?: number;
  sex?: Sex;
  organisationId?: string;
}

interface Condition {
  sql: string;
  params: readonly unknown[];
}

/** Lists of learners. A person without a region is in none of them. */
@Injectable()
export class LearnersRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * A page in the order of (region path, id), after a place. The ids come from the index `ix_person_list` alone,
   * however much of it the filters pass over; only the rows of the page are read.
   */
  page(filter: LearnerFilter, after: Place | null, limit: number): Promise<LearnerRow[]> {
    const conditions = [...conditionsOf(filter), ...(after ? [afterPlace(after)] : [])];
    return this.dataSource.query(
      `SELECT p.id, p.data_key, p.name_cipher, p.id_number_cipher, p.verification, p.state, p.sex, p.birth_year, p.region_id, p.region_path, p.registered_on,
              o.name AS organisation_name, a.id AS account_id, a.phone_cipher, a.login_number
         FROM (SELECT id, region_path FROM person WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY region_path, id LIMIT ?) AS page
         JOIN person p ON p.id = page.id
         LEFT JOIN organisation o ON o.id = p.organisation_id
         LEFT JOIN account a ON a.id = (SELECT MIN(first.id) FROM account first WHERE first.person_id = p.id)
        ORDER BY page.region_path, page.id`,
      [...conditions.flatMap(({ params }) => params), limit],
    );
  }
}

function conditionsOf(filter: LearnerFilter): Condition[] {
  const equal = (column: string, value: unknown): Condition[] => (value === undefined ? [] : [{ sql: `${column} = ?`, params: [value] }]);
  const ofAccount = (column: string, value: string | undefined): Condition[] =>
    value === undefined ? [] : [{ sql: `id IN (SELECT person_id FROM account WHERE ${column} = ?)`, params: [value] }];
  return [
    withinScope('region_path', filter.scope),
    ...(filter.regionPath === undefined ? [] : [withinScope('region_path', [filter.regionPath])]),
    { sql: 'region_path IS NOT NULL', params: [] },
    { sql: `state IN (${filter.states.map(() => '?').join(', ')})`, params: filter.states },
    ...equal('verification', filter.verification),
    ...equal('sex', filter.sex),
    ...equal('organisation_id', filter.organisationId),
    ...equal('name_index', filter.nameIndex),
    ...(filter.idNumberIndex === undefined ? [] : [{ sql: 'id IN (SELECT COALESCE(held.merged_into, held.id) FROM person held WHERE held.id_number_index = ?)', params: [filter.idNumberIndex] }]),
    ...ofAccount('login_number', filter.loginNumber),
    ...ofAccount('phone_index', filter.phoneIndex),
    ...(filter.birthYearFrom === undefined ? [] : [{ sql: 'birth_year >= ?', params: [filter.birthYearFrom] }]),
    ...(filter.birthYearTo === undefined ? [] : [{ sql: 'birth_year <= ?', params: [filter.birthYearTo] }]),
  ];
}

/** Written out, because a comparison of pairs is not read from the index. */
function afterPlace({ regionPath, id }: Place): Condition {
  return { sql: '(region_path > ? OR (region_path = ? AND id > ?))', params: [regionPath, regionPath, id] };
}
