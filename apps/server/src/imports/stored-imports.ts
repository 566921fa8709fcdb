import { Injectable } from '@nestjs/common';
import { And, DataSource, In, LessThanOrEqual, MoreThan } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Storage } from '../platform/storage/storage.js';
import { type Comparison, type FilePart, type IdRange, type Mended, StoredFileOwner, StoredFileOwners, type StoredUnits } from '../platform/storage/stored-file-owner.js';
import { ImportRun, type ImportState } from './import-run.entity.js';

const PAGE = 200;
/** The states in which the table must be there. */
const WITH_FILE: ImportState[] = ['uploaded', 'checking', 'checked', 'applying'];
const LOST = '保存的表格丢失了，没有改动任何资料。请重新上传。';

/** Which files are uploaded tables. */
@Injectable()
export class StoredImports extends StoredFileOwner {
  readonly folders = ['imports'];

  constructor(
    owners: StoredFileOwners,
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {
    super(owners);
  }

  partOf(): FilePart {
    return 'imports';
  }

  async compare(_folder: string, units: StoredUnits, range: IdRange): Promise<Comparison> {
    const found: Comparison = { strays: [], missing: [] };
    const listed = new Set<string>();
    for await (const { fileKey, state } of this.rowsIn(range)) {
      if (fileKey === null) continue;
      listed.add(fileKey);
      if (WITH_FILE.includes(state) && (await this.storage.stat(fileKey)) === null) found.missing.push(fileKey);
    }
    for (const files of units.values()) found.strays = found.strays.concat(files.filter(({ key }) => !listed.has(key)));
    return found;
  }

  async isStray(key: string): Promise<boolean> {
    return !(await this.dataSource.manager.existsBy(ImportRun, { fileKey: key }));
  }

  async mend(keys: readonly string[]): Promise<Mended> {
    const noted: string[] = [];
    for (const fileKey of keys) {
      if (await this.storage.stat(fileKey)) continue;
      const { affected } = await this.dataSource.manager.update(
        ImportRun,
        { fileKey, state: In(['uploaded', 'checking', 'checked']) },
        { state: 'failed', failure: LOST, createdRows: 0, changedRows: 0, finishedAt: this.clock.date() },
      );
      if (affected) noted.push(fileKey);
    }
    return { remade: [], noted };
  }

  private async *rowsIn({ after, upTo }: IdRange): AsyncGenerator<Pick<ImportRun, 'id' | 'fileKey' | 'state'>> {
    let page: Pick<ImportRun, 'id' | 'fileKey' | 'state'>[];
    let last = after;
    do {
      page = await this.dataSource.manager.find(ImportRun, {
        select: { id: true, fileKey: true, state: true },
        where: { id: upTo === null ? MoreThan(last) : And(MoreThan(last), LessThanOrEqual(upTo)) },
        order: { id: 'ASC' },
        take: PAGE,
      });
      yield* page;
      last = page.at(-1)?.id ?? last;
    } while (page.length === PAGE);
  }
}
