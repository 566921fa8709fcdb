import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, dateColumn, idColumn, jsonColumn, timeColumn } from '../../platform/database/columns.js';

/** Credits of another platform as it signed them: evidence, only added. */
@Entity('credit_transfer')
@Index('ix_credit_transfer_recorded', ['recordedAt'])
@Index('ix_credit_transfer_person', ['personId'])
export class CreditTransfer {
  @PrimaryColumn(asciiColumn(40))
  issuer: string;

  @PrimaryColumn(asciiColumn(60))
  externalId: string;

  @Column(idColumn)
  personId: string;

  @Column(bigintColumn)
  units: number;

  @Column(dateColumn)
  date: string;

  @Column({ type: 'varchar', length: 60 })
  title: string;

  /** What was signed. */
  @Column(jsonColumn)
  document: object;

  @Column(asciiColumn(128))
  signature: string;

  @Column(idColumn)
  recordedBy: string;

  @Column(timeColumn)
  recordedAt: Date;
}
