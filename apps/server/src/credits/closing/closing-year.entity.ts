import { Entity, type EntityManager, PrimaryColumn } from 'typeorm';
import { idColumn } from '../../platform/database/columns.js';

/** What corrections of a year and the end of its closing hold against each other: there before there is any closing. */
@Entity('closing_year')
export class ClosingYear {
  @PrimaryColumn({ type: 'smallint' })
  year: number;
}

/** Who got an entry of a year after its last day, and whom no final closing has looked at since. Few do: what is learned bears the date of the day. */
@Entity('closing_latecomer')
export class ClosingLatecomer {
  @PrimaryColumn({ type: 'smallint' })
  year: number;

  @PrimaryColumn(idColumn)
  personId: string;
}

/**
 * Notes that a person gets an entry of a year that is over. However long the transaction takes, a closing that is under way ends after
 * it and looks at the person again, or the closing has ended before it.
 */
export async function noteLatecomer(tx: EntityManager, year: number, personId: string): Promise<void> {
  await holdYear(tx, year, 'correction');
  await tx.query('INSERT IGNORE INTO closing_latecomer (year, person_id) VALUES (?, ?)', [year, personId]);
}

/**
 * Holds a year until the end of the transaction: corrections beside each other, whose entries the end of a closing must either see or
 * know to come after it; the end of a closing alone. It is the first of the rows of closings that either takes.
 */
export async function holdYear(tx: EntityManager, year: number, as: 'correction' | 'end'): Promise<void> {
  const hold = (): Promise<ClosingYear | null> => tx.findOne(ClosingYear, { where: { year }, lock: { mode: as === 'end' ? 'pessimistic_write' : 'pessimistic_read' } });
  if (await hold()) return;
  await tx.query('INSERT IGNORE INTO closing_year (year) VALUES (?)', [year]);
  await hold();
}
