import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, hashColumn, idColumn, timeColumn } from '../platform/database/columns.js';

/** A login of a person. */
@Entity('account')
export class Account {
  @PrimaryColumn(idColumn)
  id: string;

  @Index('ix_account_person')
  @Column(idColumn)
  personId: string;

  @Column({ type: 'varchar', length: 60 })
  displayName: string;

  @Column({ type: 'varbinary', length: 128 })
  phoneCipher: Buffer;

  @Index('uq_account_phone', { unique: true })
  @Column(hashColumn)
  phoneIndex: string;

  /** Argon2id in PHC form. */
  @Column(asciiColumn(255))
  passwordHash: string;

  @Column(timeColumn)
  createdAt: Date;
}
