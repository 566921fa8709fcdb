import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Sweeper } from '../../platform/queue/sweeper.js';

/** Everything of signing in that is worth nothing once its `expires_at` is past. */
const TABLES = ['session', 'sms_code', 'human_check', 'rate_limit'];

/** Rows of one table at one look, so that no lock is held for long; the next look takes the next ones. */
const AT_ONCE = 2000;

/** Deletes what has expired: nothing reads it any more, and nobody should be able to. */
@Injectable()
export class ExpirySweeper extends Sweeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sweep(): Promise<void> {
    const now = this.clock.date();
    for (const table of TABLES) await this.dataSource.query(`DELETE FROM ${table} WHERE expires_at <= ? ORDER BY expires_at LIMIT ${AT_ONCE}`, [now]);
  }
}
