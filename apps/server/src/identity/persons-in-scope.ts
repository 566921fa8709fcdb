import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { withinScope } from '../platform/auth/scope.js';
import { Problem } from '../platform/errors/problem.js';
import { Person } from './person.entity.js';

/** Persons as staff reach them: within their regions, or not at all. */
@Injectable()
export class PersonsInScope {
  /** A condition for rows of whatever bears a person: theirs must lie within the scope. @param column written by the application */
  condition(column: string, paths: readonly string[]): { sql: string; params: string[] } {
    const scope = withinScope('region_path', paths);
    return { sql: `${column} IN (SELECT id FROM person WHERE state <> 'erased' AND ${scope.sql})`, params: scope.params };
  }

  /** @param paths of Principal.scope @throws Problem not_found, the same outside the scope as for nobody */
  async get(tx: EntityManager, personId: string, paths: readonly string[]): Promise<Person> {
    const scope = withinScope('region_path', paths);
    const rows: unknown[] = await tx.query(`SELECT 1 FROM person WHERE id = ? AND state <> 'erased' AND ${scope.sql}`, [personId, ...scope.params]);
    const person = rows.length === 0 ? null : await tx.findOneBy(Person, { id: personId });
    if (!person) throw new Problem('not_found');
    return person;
  }
}
