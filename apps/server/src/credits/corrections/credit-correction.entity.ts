import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, dateColumn, idColumn, timeColumn } from '../../platform/database/columns.js';
import { FollowsRegion } from '../../platform/database/follows-region.js';

/** A grant or a reversal that somebody asked for, with its reason and document, and who decided it. */
@FollowsRegion()
@Entity('credit_correction')
@Index('ix_credit_correction_state', ['state', 'regionPath'])
@Index('ix_credit_correction_person', ['personId', 'requestedAt'])
@Index('uq_credit_correction_external', ['externalKey'], { unique: true })
export class CreditCorrection {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(asciiColumn(10))
  kind: 'grant' | 'reversal';

  @Column(idColumn)
  personId: string;

  /** The entry that a reversal takes back, or that a grant restores after an appeal. */
  @Column({ ...idColumn, nullable: true })
  entryId: string | null;

  /** What is posted: negative for a reversal. */
  @Column(bigintColumn)
  units: number;

  /** The date that a grant bears. */
  @Column(dateColumn)
  date: string;

  @Column({ type: 'varchar', length: 60 })
  title: string;

  @Column({ type: 'varchar', length: 500 })
  reason: string;

  @Column({ ...idColumn, nullable: true })
  documentId: string | null;

  @Column(asciiColumn(10))
  state: 'waiting' | 'posted' | 'rejected' | 'withdrawn';

  /** Above the limit of the policy a second person must approve. */
  @Column({ type: 'boolean' })
  needsSecond: boolean;

  @Column(idColumn)
  requestedBy: string;

  @Column(timeColumn)
  requestedAt: Date;

  @Column({ ...idColumn, nullable: true })
  decidedBy: string | null;

  @Column({ ...timeColumn, nullable: true })
  decidedAt: Date | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  decisionNote: string | null;

  @Column({ ...idColumn, nullable: true })
  postedEntryId: string | null;

  /** The batch it came with. */
  @Column({ ...idColumn, nullable: true })
  importId: string | null;

  /** The number that the importing office gave it: a batch sent again grants nothing twice. */
  @Column({ ...asciiColumn(80), nullable: true })
  externalKey: string | null;

  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  @Column(asciiColumn(255))
  regionPath: string;
}
