import { Column, Entity, PrimaryColumn } from 'typeorm';
import { hashColumn, idColumn } from '../../platform/database/columns.js';

/** The Merkle root of up to 1 024 neighbouring leaves of a closing, from which proofs are made. */
@Entity('closing_chunk')
export class ClosingChunk {
  @PrimaryColumn(idColumn)
  closingId: string;

  @PrimaryColumn({ type: 'int' })
  number: number;

  @Column({ type: 'int' })
  leaves: number;

  @Column(hashColumn)
  root: string;
}
