import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Storage } from '../platform/storage/storage.js';
import { StoredFileOwners } from '../platform/storage/stored-file-owner.js';
import { SETTLED_MS } from './settled.js';
import { type FindingOutcome, type RepairResult, StorageCheck, type StorageFinding } from './storage-check.entity.js';

/** Repairs what a check has listed. Everything is looked at once more before it is touched, so that it may run twice, and late. */
@Injectable()
export class StorageRepairRunner {
  private readonly logger = new Logger(StorageRepairRunner.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly owners: StoredFileOwners,
    private readonly clock: Clock,
  ) {}

  async run(checkId: string): Promise<void> {
    const check = await this.dataSource.manager.findOneBy(StorageCheck, { id: checkId });
    if (!check?.active || !check.repair) return;
    if (check.missing > 0 && (await this.isEmpty())) {
      this.logger.error({ checkId }, 'the storage is empty or not mounted, nothing was repaired');
      return this.fail(checkId);
    }
    // What an interrupted run has removed is counted.
    let result: RepairResult = { ...check.repair, state: 'running', remade: 0, noted: 0 };
    const outcomes = new Map<StorageFinding, FindingOutcome>();
    const strays = check.findings.filter(({ kind }) => kind === 'stray');
    for (const stray of strays) {
      const bytes = await this.removeStray(stray);
      outcomes.set(stray, bytes === null && (await this.storage.stat(stray.key)) ? 'kept' : 'removed');
      if (bytes === null) continue;
      result = { ...result, removed: result.removed + 1, removedBytes: result.removedBytes + bytes };
      await this.write(checkId, result);
    }
    const { remade, noted } = await this.mend(check.findings, outcomes);
    result = { ...result, remade, noted, state: 'done' };
    await this.write(checkId, result, check.findings.map((finding) => ({ ...finding, outcome: outcomes.get(finding) })));
    this.logger.log({ checkId, ...result }, 'repaired the storage');
  }

  /** The queue will not try it again. */
  async fail(checkId: string): Promise<void> {
    const check = await this.dataSource.manager.findOneBy(StorageCheck, { id: checkId });
    if (check?.active && check.repair) await this.write(checkId, { ...check.repair, state: 'failed' });
  }

  private async isEmpty(): Promise<boolean> {
    return (await this.storage.list()[Symbol.asyncIterator]().next()).done === true;
  }

  /** @returns its bytes; null where it is gone already, asked for by now, or has just been written */
  private async removeStray({ key }: StorageFinding): Promise<number | null> {
    const file = await this.storage.stat(key);
    if (!file || file.modifiedAt.getTime() >= this.clock.now() - SETTLED_MS) return null;
    if (!(await this.owners.of(key)?.isStray(key))) return null;
    await this.storage.remove(key);
    return file.bytes;
  }

  private async mend(findings: StorageFinding[], outcomes: Map<StorageFinding, FindingOutcome>): Promise<{ remade: number; noted: number }> {
    const missing = new Map(findings.filter(({ kind }) => kind === 'missing').map((finding) => [finding.key, finding]));
    const sum = { remade: 0, noted: 0 };
    for (const owner of this.owners.all()) {
      const mended = await owner.mend([...missing.keys()].filter((key) => this.owners.of(key) === owner));
      for (const outcome of ['remade', 'noted'] as const) {
        sum[outcome] += mended[outcome].length;
        for (const key of mended[outcome]) outcomes.set(missing.get(key)!, outcome);
      }
    }
    return sum;
  }

  private async write(id: string, repair: RepairResult, findings?: StorageFinding[]): Promise<void> {
    const ended = repair.state === 'done' || repair.state === 'failed';
    await this.dataSource.manager.update(StorageCheck, { id, active: 1 }, { repair, ...(findings && { findings }), heartbeatAt: this.clock.date(), ...(ended ? { active: null } : {}) });
  }
}
