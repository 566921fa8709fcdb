import { Column, Entity, PrimaryColumn } from 'typeorm';
import { hashColumn, idColumn } from '../platform/database/columns.js';

/** The end of a person's chain of entries. Locking this row puts the person's postings in order. */
@Entity('credit_head')
export class CreditHead {
  @PrimaryColumn(idColumn)
  personId: string;

  @Column({ type: 'int' })
  sequence: number;

  @Column(hashColumn)
  hash: string;
}
