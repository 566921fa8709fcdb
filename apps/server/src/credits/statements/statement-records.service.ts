import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { Problem } from '../../platform/errors/problem.js';
import { CreditEntry } from '../credit-entry.entity.js';
import { isIssued } from './issued.js';
import { Statement } from './statement.entity.js';
import { isAsciiText } from './ascii-text.js';

/** Reads statements that are issued, as they were stored. */
@Injectable()
export class StatementRecords {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest year first, of a year the newest version first. */
  ofPerson(personId: string): Promise<Statement[]> {
    return this.issued().andWhere({ personId }).orderBy({ 'statement.year': 'DESC', 'statement.version': 'DESC' }).getMany();
  }

  /** @throws Problem not_found unless the statement is the person's own */
  async own(personId: string, id: string): Promise<Statement> {
    const statement = await this.issued().andWhere({ personId, id }).getOne();
    if (!statement) throw new Problem('not_found');
    return statement;
  }

  async byNumber(number: string): Promise<Statement | null> {
    // Numbers are ascii, and the database compares them with nothing else.
    if (!isAsciiText(number)) return null;
    return this.issued().andWhere({ number }).getOne();
  }

  byId(id: string): Promise<Statement | null> {
    return this.issued().andWhere({ id }).getOne();
  }

  /** The version that took the place of a revoked one; null while there is none. */
  successorOf(statement: Statement): Promise<Statement | null> {
    const { status, personId, year } = statement;
    return status === 'revoked' ? this.issued().andWhere({ personId, year, status: 'valid' }).getOne() : Promise.resolve(null);
  }

  /** The entries that a statement counted, oldest first: those of its year up to the one that it ends with. */
  entriesOf({ personId, year, chainHead }: Statement): Promise<CreditEntry[]> {
    return this.dataSource.manager
      .createQueryBuilder(CreditEntry, 'entry')
      .where('entry.personId = :personId AND entry.year = :year', { personId, year })
      .andWhere('entry.sequence <= (SELECT head.sequence FROM credit_entry head WHERE head.person_id = :personId AND head.hash = :chainHead)', { chainHead })
      .orderBy('entry.date', 'ASC')
      .addOrderBy('entry.sequence', 'ASC')
      .getMany();
  }

  /** Revoked statements of a year in order of their numbers, with the version that holds now. */
  revokedIn(year: number): Promise<{ number: string; revoked_at: Date; replaced_by: string | null }[]> {
    return this.dataSource.query(
      `SELECT s.number, COALESCE(s.revoked_at, s.computed_at) AS revoked_at, n.number AS replaced_by
         FROM statement s LEFT JOIN statement n ON n.person_id = s.person_id AND n.year = s.year AND n.status = 'valid' AND ${isIssued('n')}
        WHERE s.year = ? AND s.status = 'revoked' AND ${isIssued('s')} ORDER BY s.number`,
      [year],
    );
  }

  private issued(): SelectQueryBuilder<Statement> {
    return this.dataSource.manager.createQueryBuilder(Statement, 'statement').where(isIssued('statement'));
  }
}
