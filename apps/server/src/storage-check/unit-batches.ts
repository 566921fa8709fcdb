import type { ListedFile } from '../platform/storage/storage.js';
import type { IdRange, StoredUnits } from '../platform/storage/stored-file-owner.js';

/** So many subjects at most are compared at a time … */
const UNITS = 100;
/** … and hardly more than so many files, unless one subject alone has them. */
const FILES = 20_000;

/** Files of some subjects that follow each other, with the range of ids that they cover. */
export interface UnitBatch {
  units: StoredUnits;
  range: IdRange;
}

/**
 * Cuts the sorted list of a folder's files into batches of whole subjects, so that memory does not grow with the storage. The
 * ranges follow each other without a gap, and the last is open: what only the database has, lies in one of them too.
 */
export async function* unitBatches(folder: string, files: AsyncIterable<ListedFile>): AsyncGenerator<UnitBatch> {
  let units = new Map<string, ListedFile[]>();
  let count = 0;
  let after = '';
  for await (const file of files) {
    const id = unitOf(folder, file.key);
    if (!units.has(id) && (units.size >= UNITS || count >= FILES)) {
      const upTo = [...units.keys()].at(-1) ?? after;
      yield { units, range: { after, upTo } };
      [units, count, after] = [new Map(), 0, upTo];
    }
    const known = units.get(id);
    if (known) known.push(file);
    else units.set(id, [file]);
    count++;
  }
  yield { units, range: { after, upTo: null } };
}

/** The id at the beginning of a name: `uploads/{id}.json`, `media/{id}/1/master.m3u8`. */
function unitOf(folder: string, key: string): string {
  return /^[^./]*/.exec(key.slice(folder.length + 1))?.[0] ?? '';
}
