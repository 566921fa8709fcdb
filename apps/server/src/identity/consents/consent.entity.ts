import type { ConsentPurpose } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../../platform/database/columns.js';

/** Where a consent was given; import: on paper, kept by whoever imported the list. */
export type ConsentChannel = 'web' | 'desk' | 'import';

/** A consent that a person gave to one version of one purpose; withdrawn ones stay as evidence. */
@Entity('consent')
@Index('ix_consent_person', ['personId', 'purpose', 'givenAt'])
export class Consent {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  personId: string;

  @Column(asciiColumn(40))
  purpose: ConsentPurpose;

  @Column(asciiColumn(20))
  version: string;

  @Column(asciiColumn(12))
  channel: ConsentChannel;

  /** Account of the staff who took it down; null: given by the person alone. */
  @Column({ ...idColumn, nullable: true })
  recordedBy: string | null;

  @Column(timeColumn)
  givenAt: Date;

  @Column({ ...timeColumn, nullable: true })
  withdrawnAt: Date | null;
}
