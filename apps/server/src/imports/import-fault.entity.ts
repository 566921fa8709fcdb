import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn } from '../platform/database/columns.js';

/** What is wrong with one cell of an imported table. It holds no value of the table. */
@Entity('import_fault')
export class ImportFault {
  @PrimaryColumn(idColumn)
  runId: string;

  /** From 1, in the order of the rows. */
  @PrimaryColumn({ type: 'int' })
  position: number;

  @Column({ type: 'int' })
  line: number;

  /** As a spreadsheet names it, such as C17; '' for the row as a whole. */
  @Column(asciiColumn(12))
  cell: string;

  /** Heading of the column; '' for the row as a whole. */
  @Column({ type: 'varchar', length: 60 })
  columnName: string;

  @Column({ type: 'varchar', length: 255 })
  message: string;
}
