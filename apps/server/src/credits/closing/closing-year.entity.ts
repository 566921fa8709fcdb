import { Entity, type EntityManager, PrimaryColumn } from 'typeorm';

/** What corrections of a year and the end of its closing hold against each other: there before there is any closing. */
@Entity('closing_year')
export class ClosingYear {
  @PrimaryColumn({ type: 'smallint' })
  year: number;
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
