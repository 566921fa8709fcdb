import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, hashColumn, idColumn, timeColumn } from '../platform/database/columns.js';

/** A login of a person: by phone, or by a login number given out at a desk to who has no phone of their own. */
@Entity('account')
export class Account {
  @PrimaryColumn(idColumn)
  id: string;

  @Index('ix_account_person')
  @Column(idColumn)
  personId: string;

  @Column({ type: 'varchar', length: 60 })
  displayName: string;

  /** Encrypted with the person's data key. */
  @Column({ type: 'varbinary', length: 128, nullable: true })
  phoneCipher: Buffer | null;

  @Index('uq_account_phone', { unique: true })
  @Column({ ...hashColumn, nullable: true })
  phoneIndex: string | null;

  /** 学员号, digits. */
  @Index('uq_account_login_number', { unique: true })
  @Column({ ...asciiColumn(12), nullable: true })
  loginNumber: string | null;

  /** Argon2id in PHC form. Null: signs in by SMS code only. */
  @Column({ ...asciiColumn(255), nullable: true })
  passwordHash: string | null;

  /** Given out at a desk: it must be changed at the first sign-in. */
  @Column({ type: 'boolean', default: false })
  passwordTemporary: boolean;

  /** Encrypted with the person's data key. */
  @Column({ type: 'varbinary', length: 128, nullable: true })
  totpSecretCipher: Buffer | null;

  /** A new secret, encrypted likewise, until its holder has proved to have it. */
  @Column({ type: 'varbinary', length: 128, nullable: true })
  totpPendingCipher: Buffer | null;

  /** When the holder first proved to have the secret; null: the second factor is not on. */
  @Column({ ...timeColumn, nullable: true })
  totpConfirmedAt: Date | null;

  /** Time step of the last accepted code: no code is accepted twice. */
  @Column({ ...bigintColumn, nullable: true })
  totpLastStep: number | null;

  @Column(timeColumn)
  createdAt: Date;
}
