import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../platform/database/columns.js';

/** Where a person lived for a time: one region at a time. */
@Entity('residence')
@Index('ix_residence_person', ['personId', 'validFrom'])
export class Residence {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  personId: string;

  @Index('ix_residence_region')
  @Column(idColumn)
  regionId: string;

  /** Path of the region when the person came. */
  @Column(asciiColumn(255))
  regionPath: string;

  @Column(timeColumn)
  validFrom: Date;

  /** Null: still so. */
  @Column({ ...timeColumn, nullable: true })
  validTo: Date | null;

  /** Account of who changed it; null: the installation. */
  @Column({ ...idColumn, nullable: true })
  changedBy: string | null;
}
