import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Batcher } from '../batcher.js';
import { Clock } from '../clock.js';
import { BlindIndex } from '../crypto/blind-index.js';
import { Problem } from '../errors/problem.js';
import { LIMITS, type LimitName } from './limits.js';

const GROUP = 200;

/** One try to be counted: of which limit, and of whom (a phone, an account, an address). */
export interface Hit {
  limit: LimitName;
  key: string;
}

/** A hit as it was counted. */
export interface Counted {
  limit: LimitName;
  /** This hit included. */
  hits: number;
  /** When the window ends that it counts in. */
  until: Date;
}

interface Row {
  bucket: string;
  hits: number;
  expires_at: Date;
}

/** Counts tries in the database, for all processes together. Without the database nothing is let through. */
@Injectable()
export class LimitsService {
  /** Hits that arrive together are counted together, so that a busy address is not one commit per try. */
  private readonly counter = new Batcher<Hit, Counted>((hits) => this.countAll(hits), { maxSize: GROUP });

  constructor(
    private readonly dataSource: DataSource,
    private readonly blindIndex: BlindIndex,
    private readonly clock: Clock,
  ) {}

  /** Counts hits, whether or not they are within their limits. @returns in the order of the hits */
  count(...hits: Hit[]): Promise<Counted[]> {
    return Promise.all(hits.map((hit) => this.counter.add(hit)));
  }

  /**
   * Counts one hit after the other and stops at the first that is too many.
   * @throws Problem too_many_attempts, with the time after which there is room again
   */
  async take(...hits: Hit[]): Promise<void> {
    for (const hit of hits) this.refuseBeyond(await this.count(hit));
  }

  /** @throws Problem too_many_attempts when one of the hits was beyond its limit */
  refuseBeyond(counted: Counted[]): void {
    const beyond = counted.filter(({ limit, hits }) => hits > LIMITS[limit].max);
    if (beyond.length === 0) return;
    const waitMs = Math.max(...beyond.map(({ until }) => until.getTime())) - this.clock.now();
    throw new Problem('too_many_attempts', [], { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) });
  }

  /** Takes back hits for what turned out not to count. */
  async giveBack(...hits: Hit[]): Promise<void> {
    await this.dataSource.query('UPDATE rate_limit SET hits = hits - 1 WHERE bucket IN (?) AND hits > 0', [hits.map((hit) => this.bucketOf(hit)).sort()]);
  }

  /** Forgets all hits of one limit and takes back one of another: what a right password does for its account and its address. */
  async clear(cleared: Hit, givenBack: Hit): Promise<void> {
    const bucket = this.bucketOf(cleared);
    await this.dataSource.query('UPDATE rate_limit SET hits = IF(bucket = ?, 0, hits - 1) WHERE bucket IN (?) AND hits > 0', [bucket, [bucket, this.bucketOf(givenBack)].sort()]);
  }

  /**
   * One statement counts, one reads back. Another process may count in between: then both see the higher number, so
   * that more than the limit is never let through.
   */
  private async countAll(hits: Hit[]): Promise<Counted[]> {
    const now = this.clock.date();
    const buckets = hits.map((hit) => this.bucketOf(hit));
    // In one order for all, so that groups of two processes do not wait for each other.
    const byBucket = [...Map.groupBy(hits, (_, i) => buckets[i] ?? '')].sort(([a], [b]) => (a < b ? -1 : 1));
    const rows = byBucket.map(([bucket, group]) => {
      const { max, windowSeconds, from } = LIMITS[group[0]!.limit];
      return [bucket, now, group.length, from === 'last' ? max : 0, new Date(now.getTime() + windowSeconds * 1000)];
    });
    // Assignments work from left to right: `hits` is the new number when the end of the window is decided. It moves when
    // the first of a group is let through, however many beyond the limit come with it.
    await this.dataSource.query(
      `INSERT INTO rate_limit (bucket, window_started_at, hits, moving_hits, expires_at) VALUES ?
           ON DUPLICATE KEY UPDATE
              hits = IF(expires_at <= VALUES(window_started_at), 0, hits) + VALUES(hits),
              window_started_at = IF(expires_at <= VALUES(window_started_at), VALUES(window_started_at), window_started_at),
              moving_hits = VALUES(moving_hits),
              expires_at = IF(expires_at <= VALUES(window_started_at) OR hits - VALUES(hits) < moving_hits, VALUES(expires_at), expires_at)`,
      [rows],
    );
    const counted: Row[] = await this.dataSource.query('SELECT bucket, hits, expires_at FROM rate_limit WHERE bucket IN (?)', [byBucket.map(([bucket]) => bucket)]);
    const rowOf = new Map(counted.map((row) => [row.bucket, row]));
    const left = new Map(byBucket.map(([bucket, group]) => [bucket, group.length]));
    return hits.map(({ limit }, i) => {
      const bucket = buckets[i] ?? '';
      const row = rowOf.get(bucket);
      if (!row) throw new Error('A counted hit was gone when it was read back');
      const after = (left.get(bucket) ?? 1) - 1;
      left.set(bucket, after);
      return { limit, hits: row.hits - after, until: row.expires_at };
    });
  }

  private bucketOf({ limit, key }: Hit): string {
    return this.blindIndex.of('rate_limit', `${limit}|${key}`);
  }
}
