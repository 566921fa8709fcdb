import { dayEndsAt, dayStartsAt } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { AuditEntry } from '../platform/audit/audit-entry.entity.js';
import { withinScope } from '../platform/auth/scope.js';
import type { AuditQuery } from './audit.dto.js';

/** Clocks of several machines may differ by so much: entries are in order of sequence, and nearly in order of time. */
const CLOCKS_DIFFER_MS = 3_600_000;

@Injectable()
export class AuditEntriesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Entries of the regions that lie within a scope now, whatever they were called and wherever they lay then; the newest first. */
  search(scope: readonly string[], { from, to, action, accountId, subjectId, before }: AuditQuery, limit: number): Promise<AuditEntry[]> {
    const query = this.dataSource.getRepository(AuditEntry).createQueryBuilder('entry').where(inRegionsOf(scope), scopeParameters(scope));
    if (before !== undefined) query.andWhere('entry.sequence < :before', { before });
    if (action !== undefined) query.andWhere('entry.action = :action', { action });
    if (accountId !== undefined) query.andWhere('entry.account_id = :accountId', { accountId });
    if (subjectId !== undefined) query.andWhere('entry.subject_id = :subjectId', { subjectId });
    if (from !== undefined) notBefore(query, dayStartsAt(from));
    if (to !== undefined) notAfter(query, dayEndsAt(to));
    return query.orderBy('entry.sequence', 'DESC').limit(limit).getMany();
  }
}

/** The bound on `sequence` lets a search of long ago begin where it was, without reading all that came since. */
function notBefore(query: SelectQueryBuilder<AuditEntry>, fromMs: number): void {
  query
    .andWhere('entry.at >= :from', { from: new Date(fromMs) })
    .andWhere('entry.sequence >= (SELECT e.sequence FROM audit_entry e WHERE e.at >= :fromAbout ORDER BY e.at, e.sequence LIMIT 1)', { fromAbout: new Date(fromMs - CLOCKS_DIFFER_MS) });
}

function notAfter(query: SelectQueryBuilder<AuditEntry>, endMs: number): void {
  query
    .andWhere('entry.at < :end', { end: new Date(endMs) })
    .andWhere('entry.sequence <= (SELECT e.sequence FROM audit_entry e WHERE e.at < :endAbout ORDER BY e.at DESC, e.sequence DESC LIMIT 1)', { endAbout: new Date(endMs + CLOCKS_DIFFER_MS) });
}

function inRegionsOf(scope: readonly string[]): string {
  if (scope.includes('')) return 'TRUE';
  let n = 0;
  return `entry.region_id IN (SELECT r.id FROM region r WHERE ${withinScope('r.path', scope).sql.replaceAll('?', () => `:scope${n++}`)})`;
}

function scopeParameters(scope: readonly string[]): Record<string, string> {
  return Object.fromEntries(withinScope('r.path', scope).params.map((value, i) => [`scope${i}`, value]));
}
