import { type AuditAction, type AuditDetails, auditHash } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager, ObjectLiteral } from 'typeorm';
import { Clock } from '../clock.js';
import { newId } from '../ids.js';
import { currentOrigin } from '../logging/request-context.js';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditHead } from './audit-head.entity.js';

const HEAD = 1;
const DEVICE_CHARACTERS = 255;

/** An act to be recorded. From where it was done is taken from the request at work. */
export interface Act {
  action: AuditAction;
  /** Account of who did it; null: the platform itself. */
  by: string | null;
  /** On whom or on what. */
  on?: { kind: 'person' | 'account' | 'region' | 'organisation' | 'role_grant' | 'import' | 'claim' | 'course' | 'policy' | 'closing' | 'statement' | 'statement_batch' | 'correction' | 'appeal' | 'alarm' | 'group'; id: string };
  /** Region of the subject; absent: only auditors of the whole installation see it. */
  regionPath?: string | null;
  reason?: string;
  /** Ids, states, counts. Never a name, a phone number or an ID number. */
  details?: AuditDetails;
}

/** Adds to the audit log: append-only, one hash chain for the installation (reliability.md, requirement 5). */
@Injectable()
export class AuditLog {
  constructor(private readonly clock: Clock) {}

  /**
   * Records an act in the transaction that does it: both stand, or neither. Call it last in the transaction, because
   * it holds the end of the chain until the commit.
   */
  async record(tx: EntityManager, act: Act): Promise<void> {
    const head = await tx.findOneOrFail(AuditHead, { where: { id: HEAD }, lock: { mode: 'pessimistic_write' } });
    const { address, device } = currentOrigin();
    const content = {
      sequence: head.sequence + 1,
      id: newId(),
      at: this.clock.now(),
      accountId: act.by,
      action: act.action,
      subjectKind: act.on?.kind ?? null,
      subjectId: act.on?.id ?? null,
      regionPath: act.regionPath ?? null,
      address,
      device: device?.slice(0, DEVICE_CHARACTERS).toWellFormed() ?? null,
      reason: act.reason?.toWellFormed() ?? null,
      details: act.details ?? {},
    };
    const hash = auditHash(content, head.hash);
    const entry: AuditEntry = { ...content, at: new Date(content.at), regionId: lastRegionOf(content.regionPath), previousHash: head.hash, hash };
    await tx.getRepository<ObjectLiteral>(AuditEntry).insert(entry);
    await tx.update(AuditHead, { id: HEAD }, { sequence: content.sequence, hash });
  }
}

/** The region that a materialised path leads to; null for no path. */
export function lastRegionOf(path: string | null): string | null {
  return path === null ? null : (path.split('/').at(-2) ?? null);
}
