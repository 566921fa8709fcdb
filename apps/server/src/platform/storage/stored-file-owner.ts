import { Injectable } from '@nestjs/common';
import type { ListedFile } from './storage.js';

export const FILE_PARTS = ['sources', 'lessons', 'captions', 'imports', 'statements', 'corrections'] as const;
/** What a stored file is: an upload, something of a lesson that plays, captions, an uploaded table, a zip of statements, a paper of a correction. */
export type FilePart = (typeof FILE_PARTS)[number];

/** Files of one subject, a video or an import, in the order of their keys: all whose names below a folder begin with its id. */
export type StoredUnits = ReadonlyMap<string, readonly ListedFile[]>;

/** Ids in byte order, the first excluded, the last included; null: to the end. */
export interface IdRange {
  after: string;
  upTo: string | null;
}

/** Where storage and database differ. */
export interface Comparison {
  /** Nothing in the database asks for them. */
  strays: ListedFile[];
  /** Keys that the database asks for, looked up once more before they are named. */
  missing: string[];
}

/** What became of missing files, by their keys. */
export interface Mended {
  /** Will be made again from what is there. */
  remade: string[];
  /** Cannot be made again; whoever can help has been told what to do. */
  noted: string[];
}

/** All owners of the installation. */
@Injectable()
export class StoredFileOwners {
  private readonly owners: StoredFileOwner[] = [];

  add(owner: StoredFileOwner): void {
    this.owners.push(owner);
  }

  all(): readonly StoredFileOwner[] {
    return this.owners;
  }

  of(key: string): StoredFileOwner | undefined {
    return this.owners.find(({ folders }) => folders.includes(key.split('/', 1)[0] ?? ''));
  }
}

/**
 * What a feature keeps in the storage. Features register theirs in the worker by extending this class and providing it, so
 * that the check of the storage reads no feature's tables.
 */
export abstract class StoredFileOwner {
  /** First names of its keys. Below them, names begin with the id of a row. */
  abstract readonly folders: readonly string[];

  constructor(owners: StoredFileOwners) {
    owners.add(this);
  }

  abstract partOf(key: string): FilePart;

  /** Compares the units that a folder has in a range with the rows of that range. */
  abstract compare(folder: string, units: StoredUnits, range: IdRange): Promise<Comparison>;

  /** Whether nothing in the database asks for a file at this moment. */
  abstract isStray(key: string): Promise<boolean>;

  /** Does what can be done about missing files; those that are there again need nothing. Harmless to repeat. */
  abstract mend(keys: readonly string[]): Promise<Mended>;
}
