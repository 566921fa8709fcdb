import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Storage } from '../platform/storage/storage.js';
import { StoredFileOwners } from '../platform/storage/stored-file-owner.js';
import { SETTLED_MS } from './settled.js';
import { type RepairResult, StorageCheck, type StorageFinding } from './storage-check.entity.js';

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
    const strays = check.findings.filter(({ kind }) => kind === 'stray');
    for (const stray of strays) {
      const bytes = await this.removeStray(stray);
      if (bytes === null) continue;
      result = { ...result, removed: result.removed + 1, removedBytes: result.removedBytes + bytes };
      await this.write(checkId, result);
    }
    result = { ...result, ...(await this.mend(check.findings)), state: 'done' };
    await this.write(checkId, result);
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

  private async mend(findings: StorageFinding[]): Promise<{ remade: number; noted: number }> {
    const missing = findings.filter(({ kind }) => kind === 'missing').map(({ key }) => key);
    const sum = { remade: 0, noted: 0 };
    for (const owner of this.owners.all()) {
      const { remade, noted } = await owner.mend(missing.filter((key) => this.owners.of(key) === owner));
      sum.remade += remade;
      sum.noted += noted;
    }
    return sum;
  }

  private async write(id: string, repair: RepairResult): Promise<void> {
    const ended = repair.state === 'done' || repair.state === 'failed';
    await this.dataSource.manager.update(StorageCheck, { id, active: 1 }, { repair, heartbeatAt: this.clock.date(), ...(ended ? { active: null } : {}) });
  }
}
