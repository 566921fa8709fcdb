import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, hashColumn, idColumn, jsonColumn, timeColumn } from '../platform/database/columns.js';

/** The yearly statement of a person (credit-rules.md 15, 16). Version 0 is preliminary and is computed anew by every run. */
@Entity('statement')
@Index('uq_statement_version', ['personId', 'year', 'version'], { unique: true })
@Index('ix_statement_closing', ['closingId', 'targetMet'])
export class Statement {
  @PrimaryColumn(idColumn)
  id: string;

  @Index('uq_statement_number', { unique: true })
  @Column(asciiColumn(60))
  number: string;

  @Column(idColumn)
  personId: string;

  @Column({ type: 'smallint' })
  year: number;

  @Column({ type: 'int' })
  version: number;

  @Column(asciiColumn(12))
  status: 'preliminary' | 'valid' | 'revoked';

  @Column(bigintColumn)
  units: number;

  @Column({ type: 'int' })
  entries: number;

  @Column({ type: 'boolean' })
  targetMet: boolean;

  @Column(jsonColumn)
  policyVersions: string[];

  @Column(hashColumn)
  chainHead: string;

  @Column(idColumn)
  closingId: string;

  @Column(timeColumn)
  computedAt: Date;
}
