import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PersonState } from '../person.entity.js';

/** A person who holds a document number already. */
export interface KnownPerson {
  id: string;
  state: PersonState;
  nameIndex: string | null;
  regionId: string | null;
  regionPath: string | null;
  organisationId: string | null;
}

const COLUMNS = 'p.id, p.state, p.name_index, p.region_id, p.region_path, p.organisation_id';

/** Looks up who is known already, many at once. */
@Injectable()
export class IntakeRepository {
  /**
   * Persons by digest of their document number, the one whom a merged record became part of for its number.
   * @param hold keeps them as they are until the transaction ends
   */
  async byIdIndex(tx: EntityManager, indexes: readonly string[], hold: boolean): Promise<Map<string, KnownPerson>> {
    if (indexes.length === 0) return new Map();
    const rows: PersonRow[] = await tx.query(
      `SELECT held.id_number_index AS found_by, ${COLUMNS} FROM person held JOIN person p ON p.id = COALESCE(held.merged_into, held.id)
        WHERE held.id_number_index IN (?)${hold ? ' ORDER BY p.id FOR UPDATE' : ''}`,
      [indexes],
    );
    return byFound(rows);
  }

  /** Persons by digest of their phone number. @param hold as above */
  async byPhoneIndex(tx: EntityManager, indexes: readonly string[], hold: boolean): Promise<Map<string, KnownPerson>> {
    if (indexes.length === 0) return new Map();
    const rows: PersonRow[] = await tx.query(
      `SELECT a.phone_index AS found_by, ${COLUMNS} FROM account a JOIN person p ON p.id = a.person_id WHERE a.phone_index IN (?)${hold ? ' ORDER BY p.id FOR UPDATE' : ''}`,
      [indexes],
    );
    return byFound(rows);
  }

  /** Persons by 学员号. @param hold as above */
  async byLoginNumber(tx: EntityManager, numbers: readonly string[], hold: boolean): Promise<Map<string, KnownPerson>> {
    if (numbers.length === 0) return new Map();
    const rows: PersonRow[] = await tx.query(
      `SELECT a.login_number AS found_by, ${COLUMNS} FROM account a JOIN person p ON p.id = a.person_id WHERE a.login_number IN (?)${hold ? ' ORDER BY p.id FOR UPDATE' : ''}`,
      [numbers],
    );
    return byFound(rows);
  }

  /** @returns null for no account */
  async personOfAccount(tx: EntityManager, accountId: string): Promise<string | null> {
    const rows: { person_id: string }[] = await tx.query('SELECT person_id FROM account WHERE id = ?', [accountId]);
    return rows[0]?.person_id ?? null;
  }

  /** Who holds which phone number, and which of the persons have one at all. */
  async phonesOf(tx: EntityManager, personIds: readonly string[], indexes: readonly string[]): Promise<{ holders: Map<string, string>; owners: Set<string> }> {
    const byPhone: AccountPhone[] = indexes.length === 0 ? [] : await tx.query('SELECT person_id, phone_index FROM account WHERE phone_index IN (?)', [indexes]);
    const byPerson: AccountPhone[] = personIds.length === 0 ? [] : await tx.query('SELECT person_id, phone_index FROM account WHERE person_id IN (?) AND phone_index IS NOT NULL', [personIds]);
    return { holders: new Map(byPhone.map((row) => [row.phone_index, row.person_id])), owners: new Set(byPerson.map((row) => row.person_id)) };
  }
}

interface PersonRow {
  found_by: string;
  id: string;
  state: PersonState;
  name_index: string | null;
  region_id: string | null;
  region_path: string | null;
  organisation_id: string | null;
}

function byFound(rows: readonly PersonRow[]): Map<string, KnownPerson> {
  return new Map(
    rows.map((row) => [row.found_by, { id: row.id, state: row.state, nameIndex: row.name_index, regionId: row.region_id, regionPath: row.region_path, organisationId: row.organisation_id }]),
  );
}

interface AccountPhone {
  person_id: string;
  phone_index: string;
}
