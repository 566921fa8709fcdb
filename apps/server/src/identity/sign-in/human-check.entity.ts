import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { hashColumn, timeColumn } from '../../platform/database/columns.js';

/** A challenge that was used. The row only has to live as long as the challenge itself. */
@Entity('human_check')
export class UsedHumanCheck {
  /** SHA-256 of the challenge's signature. */
  @PrimaryColumn(hashColumn)
  challengeHash: string;

  @Index('ix_human_check_expires')
  @Column(timeColumn)
  expiresAt: Date;
}
