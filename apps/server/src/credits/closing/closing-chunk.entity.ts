import { Column, Entity, PrimaryColumn } from 'typeorm';
import { hashColumn, idColumn } from '../../platform/database/columns.js';

/** Leaves of every chunk but the last: a power of two, so that the two parts of a proof join. */
export const CHUNK_LEAVES = 1024;

/** The Merkle root of up to {@link CHUNK_LEAVES} neighbouring leaves of a closing, from which proofs are made. */
@Entity('closing_chunk')
export class ClosingChunk {
  @PrimaryColumn(idColumn)
  closingId: string;

  @PrimaryColumn({ type: 'int' })
  number: number;

  /** Whose leaf is its first. */
  @Column(idColumn)
  firstPersonId: string;

  @Column({ type: 'int' })
  leaves: number;

  @Column(hashColumn)
  root: string;
}
