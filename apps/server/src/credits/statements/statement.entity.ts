import type { StatementKinds } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, hashColumn, idColumn, jsonColumn, timeColumn } from '../../platform/database/columns.js';

/** The yearly statement of a person (credit-rules.md 15, 16). Version 0 is preliminary and is computed anew by every run. */
@Entity('statement')
@Index('uq_statement_version', ['personId', 'year', 'version'], { unique: true })
@Index('ix_statement_leaf', ['closingId', 'personId', 'leaf'])
// Holds the figures of a region, so that they are counted without reading rows.
@Index('ix_statement_region', ['year', 'regionPath', 'status', 'targetMet', 'units'])
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

  /** Units by kind of entry, only kinds with any; null in statements of earlier versions. */
  @Column({ ...jsonColumn, nullable: true })
  kinds: StatementKinds | null;

  /** Units by month, January first; null in statements of earlier versions. */
  @Column({ ...jsonColumn, nullable: true })
  months: number[] | null;

  /** Why there is another version than the first. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  reason: string | null;

  /** SHA-256 of its content as a Merkle leaf. Its place follows from the person: leaves of a closing are in order of person id (ClosingTree). */
  @Column({ ...hashColumn, nullable: true })
  leaf: string | null;

  /** Region of the person when it was made. */
  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  @Column({ ...asciiColumn(255), nullable: true })
  regionPath: string | null;

  @Column({ ...timeColumn, nullable: true })
  revokedAt: Date | null;
}
