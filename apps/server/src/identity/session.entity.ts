import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, hashColumn, idColumn, timeColumn } from '../platform/database/columns.js';

/** A signed-in browser. Only the digest of its token is stored. */
@Entity('session')
export class Session {
  /** SHA-256 of the token in the cookie. */
  @PrimaryColumn(hashColumn)
  tokenHash: string;

  /** Names the session on the page of devices; the digest never leaves the server. */
  @Index('uq_session_id', { unique: true })
  @Column({ ...idColumn, nullable: true })
  id: string | null;

  @Index('ix_session_account')
  @Column(idColumn)
  accountId: string;

  @Column({ type: 'varchar', length: 255 })
  userAgent: string;

  @Column(timeColumn)
  createdAt: Date;

  /** Moved on at most once an hour while the session is used. */
  @Column(timeColumn)
  lastSeenAt: Date;

  @Index('ix_session_expires')
  @Column(timeColumn)
  expiresAt: Date;

  @Column({ ...asciiColumn(45), nullable: true })
  address: string | null;

  /** The session ends when it was not used for so long. */
  @Column({ type: 'int', nullable: true })
  idleSeconds: number | null;

  /** When password or code was last asked for again. */
  @Column({ ...timeColumn, nullable: true })
  confirmedAt: Date | null;

  /** When the second factor was given. */
  @Column({ ...timeColumn, nullable: true })
  secondFactorAt: Date | null;
}
