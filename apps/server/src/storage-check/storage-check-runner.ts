import { Injectable, Logger } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Storage } from '../platform/storage/storage.js';
import { type Comparison, FILE_PARTS, type FilePart, type StoredFileOwner, StoredFileOwners } from '../platform/storage/stored-file-owner.js';
import { SETTLED_MS } from './settled.js';
import { StorageCheck, type StorageFinding } from './storage-check.entity.js';
import { unitBatches } from './unit-batches.js';

/** So many findings are named; all are counted. */
const NAMED = 1000;

/** What a comparison has counted so far. */
interface Tally {
  shares: Map<FilePart, { files: number; bytes: number }>;
  missing: number;
  strays: number;
  strayBytes: number;
  findings: StorageFinding[];
}

/** Compares what is stored with what the database asks for, batch by batch in the order of the keys. It writes nothing but its row, and begins anew when it was interrupted. */
@Injectable()
export class StorageCheckRunner {
  private readonly logger = new Logger(StorageCheckRunner.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly owners: StoredFileOwners,
    private readonly clock: Clock,
  ) {}

  async run(checkId: string): Promise<void> {
    if (!(await this.beat(checkId))) return;
    const tally: Tally = { shares: new Map(), missing: 0, strays: 0, strayBytes: 0, findings: [] };
    for (const owner of this.owners.all()) {
      for (const folder of owner.folders) {
        if (!(await this.compare(checkId, owner, folder, tally))) return;
      }
    }
    await this.finish(checkId, tally);
  }

  /** The queue will not try it again. */
  async fail(checkId: string): Promise<void> {
    await this.dataSource.manager.update(StorageCheck, { id: checkId, state: In(['queued', 'running']) }, { state: 'failed', active: null, endedAt: this.clock.date() });
  }

  /** @returns false when the check has ended by another run */
  private async compare(checkId: string, owner: StoredFileOwner, folder: string, tally: Tally): Promise<boolean> {
    for await (const { units, range } of unitBatches(folder, this.storage.list(folder))) {
      for (const files of units.values()) for (const { key, bytes } of files) add(tally, owner.partOf(key), bytes);
      this.note(tally, owner, await owner.compare(folder, units, range));
      if (!(await this.beat(checkId))) return false;
    }
    return true;
  }

  private note(tally: Tally, owner: StoredFileOwner, { strays, missing }: Comparison): void {
    const settledBefore = this.clock.now() - SETTLED_MS;
    const settled = strays.filter(({ modifiedAt }) => modifiedAt.getTime() < settledBefore);
    tally.strays += settled.length;
    tally.strayBytes += settled.reduce((sum, { bytes }) => sum + bytes, 0);
    tally.missing += missing.length;
    const found: StorageFinding[] = [
      ...missing.map((key) => ({ kind: 'missing' as const, part: owner.partOf(key), key, bytes: null })),
      ...settled.map(({ key, bytes }) => ({ kind: 'stray' as const, part: owner.partOf(key), key, bytes })),
    ];
    tally.findings.push(...found.slice(0, NAMED - tally.findings.length));
  }

  /** Shows that somebody is at work. @returns false when there is nothing to do any more */
  private async beat(id: string): Promise<boolean> {
    const { affected } = await this.dataSource.manager.update(StorageCheck, { id, state: In(['queued', 'running']) }, { state: 'running', heartbeatAt: this.clock.date() });
    return affected === 1;
  }

  private async finish(id: string, { shares, missing, strays, strayBytes, findings }: Tally): Promise<void> {
    const counted = FILE_PARTS.map((part) => ({ part, ...(shares.get(part) ?? { files: 0, bytes: 0 }) }));
    const files = counted.reduce((sum, share) => sum + share.files, 0);
    const bytes = counted.reduce((sum, share) => sum + share.bytes, 0);
    const result = { shares: counted, files, bytes, missing, strays, strayBytes, findings };
    await this.dataSource.manager.update(StorageCheck, { id, state: 'running' }, { ...result, state: 'done', active: null, endedAt: this.clock.date() });
    this.logger.log({ checkId: id, files, bytes, missing, strays, strayBytes }, 'checked the storage');
  }
}

function add({ shares }: Tally, part: FilePart, bytes: number): void {
  const share = shares.get(part);
  if (share) {
    share.files++;
    share.bytes += bytes;
  } else shares.set(part, { files: 1, bytes });
}
