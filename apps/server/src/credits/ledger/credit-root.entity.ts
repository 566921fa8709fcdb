import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asciiColumn, dateColumn, hashColumn, timeColumn } from '../../platform/database/columns.js';

/** The signed root over the ledger entries of one finished Shanghai day. Rows are only added. */
@Entity('credit_root')
export class CreditRoot {
  /** Of recording. */
  @PrimaryColumn(dateColumn)
  date: string;

  @Column({ type: 'int' })
  entries: number;

  /** Merkle root over the day's entries, in order of id. */
  @Column(hashColumn)
  root: string;

  /** Rows of evidence that were recorded that day: completions, results of quizzes, attendances, transfers. */
  @Column({ type: 'int' })
  evidence: number;

  /** Merkle root over them. */
  @Column(hashColumn)
  evidenceRoot: string;

  /** SHA-256 of the signed text of the day before; of zeros for the first. */
  @Column(hashColumn)
  previousHash: string;

  @Column(asciiColumn(64))
  keyId: string;

  @Column(asciiColumn(128))
  signature: string;

  @Column(timeColumn)
  signedAt: Date;
}
