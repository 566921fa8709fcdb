import { AUDIT_ACTIONS, maskName } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { AccountsService } from '../identity/accounts.service.js';
import { PersonsService } from '../identity/persons.service.js';
import { deviceName } from '../identity/security/device-name.js';
import type { AuditEntry } from '../platform/audit/audit-entry.entity.js';
import type { Principal } from '../platform/auth/principal.js';
import { RegionHistoryService } from '../regions/region-history.service.js';
import { RegionsService } from '../regions/regions.service.js';
import { AuditEntriesRepository } from './audit-entries.repository.js';
import type { AuditEntryDto, AuditPageDto, AuditQuery } from './audit.dto.js';

/** What stands for the name of a person whose real name is not known. */
const NO_NAME = maskName('');

/** The audit log as those who answer for a region read it. */
@Injectable()
export class AuditEntriesService {
  constructor(
    private readonly entries: AuditEntriesRepository,
    private readonly accounts: AccountsService,
    private readonly persons: PersonsService,
    private readonly regions: RegionsService,
    private readonly history: RegionHistoryService,
  ) {}

  /** Entries of the caller's regions, the newest first; those of no region only for auditors of the whole installation. */
  async search(caller: Principal, query: AuditQuery): Promise<AuditPageDto> {
    const found = await this.entries.search(caller.scope('audit.read'), query, query.limit + 1);
    const page = found.slice(0, query.limit);
    return { items: await this.describe(page), next: found.length > page.length ? (page.at(-1)?.sequence ?? null) : null };
  }

  private async describe(entries: readonly AuditEntry[]): Promise<AuditEntryDto[]> {
    const subjectsOf = (kind: string): string[] => entries.flatMap(({ subjectKind, subjectId }) => (subjectKind === kind && subjectId !== null ? subjectId : []));
    const [accounts, persons, subjects, places] = await Promise.all([
      this.accounts.displayNames([...new Set([...entries.flatMap(({ accountId }) => accountId ?? []), ...subjectsOf('account')])]),
      this.persons.maskedNames([...new Set(subjectsOf('person'))]),
      this.regions.places(subjectsOf('region')),
      this.history.placesAt(entries.map(({ regionId, at }) => ({ regionId: regionId ?? '', at }))),
    ]);
    const nameOf = ({ subjectKind, subjectId }: AuditEntry): string | null => {
      if (subjectKind === 'account') return accounts.get(subjectId ?? '') ?? null;
      if (subjectKind === 'person') return namedOrNull(persons.get(subjectId ?? ''));
      return (subjectKind === 'region' ? subjects.get(subjectId ?? '')?.name : undefined) ?? null;
    };
    return entries.map((entry, i) => ({
      sequence: entry.sequence,
      at: entry.at.toISOString(),
      action: entry.action,
      actionName: (AUDIT_ACTIONS as Record<string, string>)[entry.action] ?? entry.action,
      actor: entry.accountId === null ? null : { accountId: entry.accountId, displayName: accounts.get(entry.accountId) ?? '' },
      subject: entry.subjectKind === null ? null : { kind: entry.subjectKind, id: entry.subjectId ?? '', name: nameOf(entry) },
      region: entry.regionId === null ? null : places[i]!,
      address: entry.address,
      device: entry.device === null ? null : deviceName(entry.device),
      reason: entry.reason,
      details: entry.details,
    }));
  }
}

function namedOrNull(masked: string | undefined): string | null {
  return masked === undefined || masked === NO_NAME ? null : masked;
}
