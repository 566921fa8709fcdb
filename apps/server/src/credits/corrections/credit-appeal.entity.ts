import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../../platform/database/columns.js';
import { FollowsRegion } from '../../platform/database/follows-region.js';

/** A learner's objection to a correction, within 30 days of its notice, and the answer. */
@FollowsRegion()
@Entity('credit_appeal')
@Index('uq_credit_appeal_correction', ['correctionId'], { unique: true })
@Index('ix_credit_appeal_state', ['state', 'regionPath'])
@Index('ix_credit_appeal_person', ['personId'])
export class CreditAppeal {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  correctionId: string;

  @Column(idColumn)
  personId: string;

  @Column({ type: 'varbinary', length: 6144 })
  textCipher: Buffer;

  @Column(asciiColumn(10))
  state: 'open' | 'upheld' | 'dismissed';

  @Column({ type: 'varchar', length: 500, nullable: true })
  answer: string | null;

  @Column({ ...idColumn, nullable: true })
  answeredBy: string | null;

  /** The correction that an appeal which was upheld has led to; null where there was nothing left to undo. */
  @Column({ ...idColumn, nullable: true })
  counterCorrectionId: string | null;

  @Column(timeColumn)
  createdAt: Date;

  @Column({ ...timeColumn, nullable: true })
  answeredAt: Date | null;

  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  @Column(asciiColumn(255))
  regionPath: string;
}
