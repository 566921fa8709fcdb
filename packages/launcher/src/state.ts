import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What `npm start` remembers from one time to the next. Nothing in it is a user's data: without it the defaults hold. */
export interface State {
  webPort?: number;
  mariadbPort?: number;
  redisPort?: number;
  /** The server's keys have been made, so that a database, also one that was given, may hold what is encrypted with them. */
  hasKeys?: boolean;
  /** The number of the newest master key that has been seen: it must not be missing. */
  newestMasterKey?: number;
  /** The id of the database that has its demo content. */
  seededDatabase?: string;
}

/** Reads `state.json`; a file that is absent or cannot be read counts as empty. */
export function readState(file: string): State {
  if (!existsSync(file)) return {};
  try {
    const state: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof state === 'object' && state !== null ? state : {};
  } catch {
    return {};
  }
}

/** Changes some of what is remembered; the file is replaced as a whole, never left half-written. */
export function updateState(file: string, change: State): void {
  const temporary = `${file}.${randomUUID()}`;
  writeFileSync(temporary, `${JSON.stringify({ ...readState(file), ...change }, null, 2)}\n`);
  renameSync(temporary, file);
}
