import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { hashColumn, timeColumn } from '../database/columns.js';

/** How often something was done lately by one phone, account or address. */
@Entity('rate_limit')
export class RateLimitRow {
  /** Keyed digest of the limit's name and of whom it counts: no phone and no address is stored. */
  @PrimaryColumn(hashColumn)
  bucket: string;

  @Column(timeColumn)
  windowStartedAt: Date;

  @Column({ type: 'int' })
  hits: number;

  /** Up to so many hits each one moves the end of the window; 0: the window counts from its first hit. */
  @Column({ type: 'int' })
  movingHits: number;

  @Index('ix_rate_limit_expires')
  @Column(timeColumn)
  expiresAt: Date;
}
