import { Injectable } from '@nestjs/common';
import { And, DataSource, LessThanOrEqual, MoreThan } from 'typeorm';
import { Storage } from '../../platform/storage/storage.js';
import { type Comparison, type FilePart, type IdRange, type Mended, StoredFileOwner, StoredFileOwners, type StoredUnits } from '../../platform/storage/stored-file-owner.js';
import { CreditDocument } from './credit-document.entity.js';
import { DOCUMENT_FOLDER } from './document-files.js';

/** Which files are papers of corrections. */
@Injectable()
export class StoredCreditDocuments extends StoredFileOwner {
  readonly folders = [DOCUMENT_FOLDER];

  constructor(
    owners: StoredFileOwners,
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
  ) {
    super(owners);
  }

  partOf(): FilePart {
    return 'corrections';
  }

  async compare(_folder: string, units: StoredUnits, { after, upTo }: IdRange): Promise<Comparison> {
    const documents = await this.dataSource.manager.find(CreditDocument, { select: { id: true, storageKey: true }, where: { id: upTo === null ? MoreThan(after) : And(MoreThan(after), LessThanOrEqual(upTo)) } });
    const keys = new Set(documents.map(({ storageKey }) => storageKey));
    const strays = [...units.values()].flatMap((files) => files.filter(({ key }) => !keys.has(key)));
    const missing: string[] = [];
    for (const key of keys) if ((await this.storage.stat(key)) === null) missing.push(key);
    return { strays, missing };
  }

  async isStray(key: string): Promise<boolean> {
    return !(await this.dataSource.manager.existsBy(CreditDocument, { storageKey: key }));
  }

  /** A paper cannot be made again, and the correction that rests on it goes on naming it: it comes back from a backup or not at all. */
  async mend(): Promise<Mended> {
    return { remade: [], noted: [] };
  }
}
