import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findExecutable } from './executables.ts';

/** The version of a program as "major.minor", null where it is absent or says none. */
export async function programVersion(name: string): Promise<string | null> {
  const file = findExecutable(name);
  if (file === null) return null;
  const { stdout } = await promisify(execFile)(file, ['--version']).catch(() => ({ stdout: '' }));
  return /(\d+\.\d+)\.\d+/.exec(stdout)?.[1] ?? null;
}

/** Whether a "major.minor" is at least another. */
export function isAtLeast(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
