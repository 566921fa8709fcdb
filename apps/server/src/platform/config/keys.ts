import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;
const FIRST = 'field-encryption.key';
/** The id of a later key, 2 to 255, is in the name of its file. */
const LATER = /^field-encryption\.([2-9]|[1-9]\d{1,2})\.key$/;
/** The id is one byte of whatever was wrapped. */
const LAST_ID = 255;

/** The master keys of an installation, which wrap the data keys of persons and files. */
export interface MasterKeys {
  /** The keys that are there now, by id, 1 to 255. The one with the highest id wraps new data keys. */
  all(): ReadonlyMap<number, Buffer>;
  /** Makes the next one, at once and whole. @returns its id */
  addNext(): number;
}

/** Master keys in files of a folder. Whoever reads it learns of a new key as soon as its file is there. */
export class FolderMasterKeys implements MasterKeys {
  private known: { changedAt: bigint; keys: ReadonlyMap<number, Buffer> };

  /** @throws Error that names a file that is missing or damaged */
  constructor(private readonly dir: string) {
    this.known = this.read();
  }

  all(): ReadonlyMap<number, Buffer> {
    if (this.changedAt() !== this.known.changedAt) this.known = this.read();
    return this.known.keys;
  }

  addNext(): number {
    const id = Math.max(...this.all().keys()) + 1;
    if (id > LAST_ID) throw new Error(`Master key ${LAST_ID} is the last one that can be numbered`);
    const name = `field-encryption.${id}.key`;
    const temporary = join(this.dir, `.${name}.${process.pid}`);
    writeDurably(temporary, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
    try {
      // A link appears whole, and never over a key that another command has made meanwhile.
      linkSync(temporary, join(this.dir, name));
    } finally {
      rmSync(temporary);
    }
    syncFolder(this.dir);
    return id;
  }

  private read(): { changedAt: bigint; keys: ReadonlyMap<number, Buffer> } {
    // Asked for first: a key that is added while the files are read is found the next time.
    const changedAt = this.changedAt();
    const names = readdirSync(this.dir);
    const later = names.flatMap((name) => {
      const id = Number(LATER.exec(name)?.[1] ?? 0);
      return id > 0 && id <= LAST_ID ? [[id, readKey(this.dir, name)] as const] : [];
    });
    const first = names.includes(FIRST) || later.length === 0 ? [[1, readKey(this.dir, FIRST)] as const] : [];
    return { changedAt, keys: new Map([...first, ...later]) };
  }

  private changedAt(): bigint {
    return statSync(this.dir, { bigint: true }).mtimeNs;
  }
}

/** @throws Error that names a file that is missing, or not 32 bytes in base64 */
export function readKey(dir: string, name: string): Buffer {
  const key = Buffer.from(readFileSync(join(dir, name), 'utf8').trim(), 'base64');
  if (key.length !== KEY_BYTES) throw new Error(`Secret ${name} must be ${KEY_BYTES} bytes in base64, found ${key.length} bytes`);
  return key;
}

function writeDurably(file: string, content: string): void {
  const handle = openSync(file, 'w', OWNER_ONLY);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The name of the new file is on disk before anything is wrapped with what it holds. */
function syncFolder(dir: string): void {
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
