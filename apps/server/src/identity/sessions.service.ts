import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Grant, Principal, PrincipalResolver } from '../platform/auth/principal.js';
import { Batcher } from '../platform/batcher.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import { Session } from './session.entity.js';

const ABSOLUTE_MS = 90 * 86_400_000;
const IDLE_MS = 30 * 86_400_000;
const TOUCH_EVERY_MS = 3_600_000;
const GROUP = 200;

interface SessionRow {
  token_hash: string;
  account_id: string;
  person_id: string;
  last_seen_at: Date;
  confirmed_at: Date | null;
  role: Role | null;
  region_id: string | null;
  region_path: string | null;
}

/** Opaque sessions of 256 random bits; the database knows only their digests. */
@Injectable()
export class SessionsService extends PrincipalResolver {
  /** Requests that arrive together are looked up together. */
  private readonly lookup = new Batcher<string, Principal | null>((hashes) => this.resolveAll(hashes), GROUP);

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Begins a session. @returns the token for the cookie, which is stored nowhere */
  async begin(accountId: string, userAgent: string): Promise<{ token: string; expiresAt: Date }> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.date();
    const expiresAt = new Date(now.getTime() + ABSOLUTE_MS);
    await this.dataSource.manager.insert(Session, {
      id: newId(),
      tokenHash: digest(token),
      accountId,
      userAgent: userAgent.slice(0, 255),
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
    });
    return { token, expiresAt };
  }

  async end(token: string): Promise<void> {
    await this.dataSource.manager.delete(Session, { tokenHash: digest(token) });
  }

  resolve(token: string): Promise<Principal | null> {
    return this.lookup.add(digest(token));
  }

  private async resolveAll(hashes: string[]): Promise<(Principal | null)[]> {
    const now = this.clock.date();
    const rows: SessionRow[] = await this.dataSource.query(
      `SELECT s.token_hash, s.account_id, a.person_id, s.last_seen_at, s.confirmed_at, g.role, g.region_id, r.path AS region_path
         FROM session s
         JOIN account a ON a.id = s.account_id
         LEFT JOIN role_grant g ON g.account_id = a.id AND g.valid_from <= ? AND (g.valid_to IS NULL OR g.valid_to > ?)
         LEFT JOIN region r ON r.id = g.region_id
        WHERE s.token_hash IN (?) AND s.expires_at > ? AND s.last_seen_at > ?`,
      [now, now, hashes, now, new Date(now.getTime() - IDLE_MS)],
    );
    const byHash = Map.groupBy(rows, (row) => row.token_hash);
    await this.touch(rows.filter((row) => now.getTime() - row.last_seen_at.getTime() > TOUCH_EVERY_MS).map((row) => row.token_hash), now);
    return hashes.map((hash) => principalOf(byHash.get(hash)));
  }

  private async touch(hashes: string[], now: Date): Promise<void> {
    if (hashes.length > 0) await this.dataSource.query('UPDATE session SET last_seen_at = ? WHERE token_hash IN (?)', [now, hashes]);
  }
}

function principalOf(rows: SessionRow[] | undefined): Principal | null {
  const first = rows?.[0];
  if (!rows || !first) return null;
  const granted = rows.flatMap((row): Grant[] => {
    // A grant for a region that is gone reaches nothing.
    if (!row.role || (row.region_id && row.region_path === null)) return [];
    return [{ role: row.role, regionId: row.region_id, regionPath: row.region_path ?? '' }];
  });
  return new Principal(first.account_id, first.person_id, first.token_hash, [{ role: 'learner', regionId: null, regionPath: '' }, ...granted], first.confirmed_at);
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
