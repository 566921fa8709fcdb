import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountsService } from '../identity/accounts.service.js';
import { MediaService } from '../media/media.service.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import { Clock } from '../platform/clock.js';
import { inTransaction, isDuplicate } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import { Storage } from '../platform/storage/storage.js';
import { newCheck } from './new-check.js';
import { StorageCheck, type StorageFinding } from './storage-check.entity.js';
import type { StorageCheckDto, StorageCheckSummaryDto, StorageChecksDto } from './storage-checks.dto.js';

const SHOWN = 30;

/** Checks of the storage as administrators see them. The work is StorageCheckRunner's and StorageRepairRunner's. */
@Injectable()
export class StorageChecksService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly media: MediaService,
    private readonly storage: Storage,
    private readonly outbox: OutboxService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<StorageChecksDto> {
    const [checks, freeBytes] = await Promise.all([this.dataSource.manager.find(StorageCheck, { order: { startedAt: 'DESC', id: 'DESC' }, take: SHOWN }), this.storage.freeBytes()]);
    return { storage: { ...this.storage.location, freeBytes }, items: await this.describe(checks) };
  }

  /** @throws Problem not_found */
  async get(id: string): Promise<StorageCheckDto> {
    const check = await this.dataSource.manager.findOneBy(StorageCheck, { id });
    if (!check) throw new Problem('not_found');
    const [described] = await this.describe([check]);
    return { ...described!, findings: await this.findings(check.findings) };
  }

  /** @throws Problem storage_check_running */
  async start(accountId: string): Promise<StorageCheckDto> {
    const check = newCheck(this.clock.date(), accountId);
    try {
      await inTransaction(this.dataSource, async (tx) => {
        await tx.insert(StorageCheck, check);
        await this.outbox.add(tx, { queue: 'storageChecks', name: 'check', payload: { checkId: check.id } }, check.id);
      });
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('storage_check_running');
      throw error;
    }
    return this.get(check.id);
  }

  /**
   * Has the listed findings of a check repaired, once.
   * @throws Problem not_found, storage_check_running, storage_check_repaired, storage_looks_empty
   */
  async repair(accountId: string, id: string): Promise<StorageCheckDto> {
    try {
      await inTransaction(this.dataSource, async (tx) => {
        const check = await tx.findOne(StorageCheck, { where: { id }, lock: { mode: 'pessimistic_write' } });
        if (!check) throw new Problem('not_found');
        if (check.active) throw new Problem('storage_check_running');
        if (check.state !== 'done' || check.repair) throw new Problem('storage_check_repaired');
        // A storage that is not mounted has lost nothing.
        if (check.files === 0 && check.missing > 0) throw new Problem('storage_looks_empty');
        const now = this.clock.date();
        await tx.update(StorageCheck, { id }, { active: 1, heartbeatAt: now, repairedAt: now, repairedBy: accountId, repair: { state: 'queued', removed: 0, removedBytes: 0, remade: 0, noted: 0 } });
        await this.outbox.add(tx, { queue: 'storageChecks', name: 'repair', payload: { checkId: id } }, id);
        const { missing, strays, strayBytes } = check;
        await this.audit.record(tx, { action: 'storage.repair', by: accountId, details: { checkId: id, missing, strays, strayBytes } });
      });
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('storage_check_running');
      throw error;
    }
    return this.get(id);
  }

  /** Findings with the lessons that they are about, by their names of today. */
  private async findings(findings: StorageFinding[]): Promise<StorageCheckDto['findings']> {
    const lessons = await this.media.lessonsOfFiles(findings.map(({ key }) => key));
    const names = await this.accounts.displayNames([...new Set([...lessons.values()].map(({ ownerAccountId }) => ownerAccountId))]);
    return findings.map(({ outcome = null, ...finding }) => {
      const lesson = lessons.get(finding.key);
      const about = lesson ? { courseTitle: lesson.courseTitle, lessonTitle: lesson.title, instructorName: names.get(lesson.ownerAccountId) ?? '' } : null;
      return { ...finding, outcome, about };
    });
  }

  private async describe(checks: StorageCheck[]): Promise<StorageCheckSummaryDto[]> {
    const accountIds = checks.flatMap(({ requestedBy, repairedBy }) => [requestedBy, repairedBy]).filter((id) => id !== null);
    const names = await this.accounts.displayNames([...new Set(accountIds)]);
    const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? ''));
    return checks.map((check) => ({
      id: check.id,
      state: check.state,
      requestedBy: nameOf(check.requestedBy),
      startedAt: check.startedAt.toISOString(),
      endedAt: check.endedAt?.toISOString() ?? null,
      files: check.files,
      bytes: check.bytes,
      shares: check.shares,
      missing: check.missing,
      strays: check.strays,
      strayBytes: check.strayBytes,
      repair: check.repair && check.repairedAt && { ...check.repair, by: nameOf(check.repairedBy), at: check.repairedAt.toISOString() },
    }));
  }
}
