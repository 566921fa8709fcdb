import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../../platform/database/columns.js';

/** Another platform whose signed credits are taken over. */
@Entity('transfer_issuer')
export class TransferIssuer {
  /** Its name in keys and credentials. */
  @PrimaryColumn(asciiColumn(40))
  id: string;

  @Column({ type: 'varchar', length: 60 })
  name: string;

  /** Ed25519, PEM. */
  @Column({ type: 'varchar', length: 200 })
  publicKey: string;

  @Column(idColumn)
  createdBy: string;

  @Column(timeColumn)
  createdAt: Date;

  @Column({ ...timeColumn, nullable: true })
  endedAt: Date | null;
}
