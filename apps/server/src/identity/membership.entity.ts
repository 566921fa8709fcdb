import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn, timeColumn } from '../platform/database/columns.js';

/** To which organisation (单位) a person belonged for a time: at most one at a time. */
@Entity('membership')
@Index('ix_membership_person', ['personId', 'validFrom'])
export class Membership {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  personId: string;

  @Index('ix_membership_organisation')
  @Column(idColumn)
  organisationId: string;

  @Column(timeColumn)
  validFrom: Date;

  /** Null: still so. */
  @Column({ ...timeColumn, nullable: true })
  validTo: Date | null;

  /** Account of who changed it; null: the installation. */
  @Column({ ...idColumn, nullable: true })
  changedBy: string | null;
}
