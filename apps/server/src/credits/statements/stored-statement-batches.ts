import { Injectable } from '@nestjs/common';
import { And, DataSource, LessThanOrEqual, MoreThan } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Storage } from '../../platform/storage/storage.js';
import { type Comparison, type FilePart, type IdRange, type Mended, StoredFileOwner, StoredFileOwners, type StoredUnits } from '../../platform/storage/stored-file-owner.js';
import { BATCH_FOLDER } from './statement-batch-files.js';
import { StatementBatch } from './statement-batch.entity.js';

const ID_LENGTH = 36;

/** Which files are zips of statements. There are few batches: all of a range are read at once. */
@Injectable()
export class StoredStatementBatches extends StoredFileOwner {
  readonly folders = [BATCH_FOLDER];

  constructor(
    owners: StoredFileOwners,
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {
    super(owners);
  }

  partOf(): FilePart {
    return 'statements';
  }

  async compare(_folder: string, units: StoredUnits, { after, upTo }: IdRange): Promise<Comparison> {
    const batches = await this.dataSource.manager.find(StatementBatch, {
      select: { id: true, storageKey: true, state: true },
      where: { id: upTo === null ? MoreThan(after) : And(MoreThan(after), LessThanOrEqual(upTo)) },
    });
    const byId = new Map(batches.map((batch) => [batch.id, batch]));
    const strays = [...units].flatMap(([id, files]) => files.filter(({ key }) => !isKept(byId.get(id), key)));
    const missing: string[] = [];
    for (const { storageKey } of batches) if (storageKey !== null && (await this.storage.stat(storageKey)) === null) missing.push(storageKey);
    return { strays, missing };
  }

  async isStray(key: string): Promise<boolean> {
    const id = key.slice(BATCH_FOLDER.length + 1, BATCH_FOLDER.length + 1 + ID_LENGTH);
    return !isKept((await this.dataSource.manager.findOneBy(StatementBatch, { id })) ?? undefined, key);
  }

  /** Nothing is lost but time: whoever needs the zip asks for it again. */
  async mend(keys: readonly string[]): Promise<Mended> {
    const noted: string[] = [];
    for (const storageKey of keys) {
      if (await this.storage.stat(storageKey)) continue;
      const { affected } = await this.dataSource.manager.update(StatementBatch, { storageKey }, { state: 'failed', storageKey: null, dataKey: null, finishedAt: this.clock.date() });
      if (affected) noted.push(storageKey);
    }
    return { remade: [], noted };
  }
}

/** What a run has just written is named by its row a moment later. */
function isKept(batch: Pick<StatementBatch, 'storageKey' | 'state'> | undefined, key: string): boolean {
  return batch !== undefined && (batch.storageKey === key || batch.state === 'running');
}
