import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { hashColumn, idColumn, timeColumn } from '../platform/database/columns.js';

/** A signed-in browser. Only the digest of its token is stored. */
@Entity('session')
export class Session {
  /** SHA-256 of the token in the cookie. */
  @PrimaryColumn(hashColumn)
  tokenHash: string;

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

  @Column(timeColumn)
  expiresAt: Date;
}
