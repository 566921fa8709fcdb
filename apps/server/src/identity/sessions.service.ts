import { hash, randomBytes } from 'node:crypto';
import { type Role, needsSecondFactor } from '@xuexi/domain';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, MoreThan, Not } from 'typeorm';
import { type Grant, type Pending, Principal, PrincipalResolver } from '../platform/auth/principal.js';
import { Batcher } from '../platform/batcher.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { newId } from '../platform/ids.js';
import { currentOrigin } from '../platform/logging/request-context.js';
import { Session } from './session.entity.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long sessions last: without use, and in all. */
const LEARNER = { idleMs: 30 * DAY_MS, absoluteMs: 90 * DAY_MS };
const PRIVILEGED = { idleMs: 2 * HOUR_MS, absoluteMs: 12 * HOUR_MS };

/** Use is noted at most once an hour, and often enough that a short idle time is not cut by much. */
const NOTES_PER_IDLE_TIME = 24;
const GROUP = 200;

/** A token for the cookie; it is stored nowhere. */
export interface IssuedToken {
  token: string;
  expiresAt: Date;
  /** What the principal of that token calls its session. */
  sessionId: string;
}

interface SessionRow {
  token_hash: string;
  account_id: string;
  person_id: string;
  password_temporary: number;
  totp_confirmed_at: Date | null;
  last_seen_at: Date;
  idle_seconds: number;
  confirmed_at: Date | null;
  second_factor_at: Date | null;
  role: Role | null;
  region_id: string | null;
  region_path: string | null;
}

/** Opaque sessions of 256 random bits; the database knows only their digests. */
@Injectable()
export class SessionsService extends PrincipalResolver {
  /** Requests that arrive together are looked up together. */
  private readonly lookup = new Batcher<string, Principal | null>((hashes) => this.resolveAll(hashes), { maxSize: GROUP });
  private readonly demo: boolean;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
    this.demo = config.development;
  }

  /**
   * Begins a session for who has just proved to be the account's holder, which counts as a confirmation.
   * @param privileged the account holds a role that answers for others: the session is short
   */
  async begin(account: { id: string; privileged: boolean }, userAgent: string): Promise<IssuedToken> {
    const { idleMs, absoluteMs } = account.privileged ? PRIVILEGED : LEARNER;
    const { token, tokenHash } = newToken();
    const now = this.clock.date();
    const expiresAt = new Date(now.getTime() + absoluteMs);
    await this.dataSource.manager.insert(Session, {
      id: newId(),
      tokenHash,
      accountId: account.id,
      userAgent: userAgent.slice(0, 255),
      address: currentOrigin().address,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
      idleSeconds: idleMs / 1000,
      confirmedAt: now,
    });
    return { token, expiresAt, sessionId: tokenHash };
  }

  /**
   * Gives a session a new token: at every change of what it may do, so that a token that leaked before is worth nothing.
   * @param sessionId the principal's
   * @returns null when the session has ended meanwhile
   */
  async rotate(sessionId: string, changes: Partial<Pick<Session, 'confirmedAt' | 'secondFactorAt'>>, tx: EntityManager = this.dataSource.manager): Promise<IssuedToken | null> {
    const { token, tokenHash } = newToken();
    const { affected } = await tx.update(Session, { tokenHash: sessionId }, { tokenHash, ...changes });
    if (affected !== 1) return null;
    const { expiresAt } = await tx.findOneByOrFail(Session, { tokenHash });
    return { token, expiresAt, sessionId: tokenHash };
  }

  async end(token: string): Promise<void> {
    await this.dataSource.manager.delete(Session, { tokenHash: digest(token) });
  }

  /** The sessions of an account that have not ended, last used first. */
  async list(accountId: string): Promise<Session[]> {
    const now = this.clock.now();
    const sessions = await this.dataSource.manager.find(Session, { where: { accountId, expiresAt: MoreThan(new Date(now)) }, order: { lastSeenAt: 'DESC', id: 'ASC' } });
    return sessions.filter(({ lastSeenAt, idleSeconds }) => lastSeenAt.getTime() + (idleSeconds ?? LEARNER.idleMs / 1000) * 1000 > now);
  }

  /** Ends one session of an account by its public id. @returns false when there is none */
  async revoke(tx: EntityManager, accountId: string, id: string): Promise<boolean> {
    const { affected } = await tx.delete(Session, { accountId, id });
    return affected === 1;
  }

  /** Ends all sessions of an account but one. @returns how many */
  async revokeOthers(tx: EntityManager, accountId: string, exceptSessionId: string): Promise<number> {
    const { affected } = await tx.delete(Session, { accountId, tokenHash: Not(exceptSessionId) });
    return affected ?? 0;
  }

  resolve(token: string): Promise<Principal | null> {
    return this.lookup.add(digest(token));
  }

  private async resolveAll(hashes: string[]): Promise<(Principal | null)[]> {
    const now = this.clock.date();
    const rows: SessionRow[] = await this.dataSource.query(
      `SELECT s.token_hash, s.account_id, a.person_id, a.password_temporary, a.totp_confirmed_at, s.last_seen_at, COALESCE(s.idle_seconds, ?) AS idle_seconds,
              s.confirmed_at, s.second_factor_at, g.role, g.region_id, r.path AS region_path
         FROM session s
         JOIN account a ON a.id = s.account_id
         JOIN person p ON p.id = a.person_id AND p.state NOT IN ('deceased', 'erased')
         LEFT JOIN role_grant g ON g.account_id = a.id AND g.valid_from <= ? AND (g.valid_to IS NULL OR g.valid_to > ?)
         LEFT JOIN region r ON r.id = g.region_id
        WHERE s.token_hash IN (?) AND s.expires_at > ?`,
      [LEARNER.idleMs / 1000, now, now, hashes, now],
    );
    const inUse = rows.filter((row) => idleMsOf(row, now) < row.idle_seconds * 1000);
    await this.touch(inUse.filter((row) => idleMsOf(row, now) > notedEveryMs(row)).map((row) => row.token_hash), now);
    const byHash = Map.groupBy(inUse, (row) => row.token_hash);
    return hashes.map((hash) => this.principalOf(byHash.get(hash), now));
  }

  private async touch(hashes: string[], now: Date): Promise<void> {
    if (hashes.length > 0) await this.dataSource.query('UPDATE session SET last_seen_at = ? WHERE token_hash IN (?)', [now, hashes]);
  }

  private principalOf(rows: SessionRow[] | undefined, now: Date): Principal | null {
    const first = rows?.[0];
    if (!rows || !first) return null;
    const granted = rows.flatMap((row): Grant[] => {
      // A grant for a region that is gone reaches nothing.
      if (!row.role || (row.region_id && row.region_path === null)) return [];
      return [{ role: row.role, regionId: row.region_id, regionPath: row.region_path ?? '' }];
    });
    const given = first.second_factor_at !== null;
    const held = this.demo || carriesRoles(first.second_factor_at, now) ? granted : granted.filter(({ role }) => !needsSecondFactor(role));
    const withheld = held.length < granted.length;
    const on = first.totp_confirmed_at !== null;
    const pending: Pending | null = on && (!given || withheld) ? 'second_factor' : first.password_temporary ? 'password' : null;
    return new Principal(first.account_id, first.person_id, first.token_hash, [{ role: 'learner', regionId: null, regionPath: '' }, ...held], first.confirmed_at, withheld, pending);
  }
}

/**
 * Whether a second factor, given at some time, lets roles hold that answer for others. A long session of a learner who
 * becomes an administrator carries the role as long as an administrator's would.
 */
export function carriesRoles(secondFactorAt: Date | null, now: Date): boolean {
  return secondFactorAt !== null && now.getTime() - secondFactorAt.getTime() < PRIVILEGED.absoluteMs;
}

function idleMsOf(row: SessionRow, now: Date): number {
  return now.getTime() - row.last_seen_at.getTime();
}

function notedEveryMs(row: SessionRow): number {
  return Math.min(HOUR_MS, (row.idle_seconds * 1000) / NOTES_PER_IDLE_TIME);
}

function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: digest(token) };
}

function digest(token: string): string {
  return hash('sha256', token);
}
