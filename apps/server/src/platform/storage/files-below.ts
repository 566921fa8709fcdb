import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Every file in a local folder and those below it, as paths relative to it with slashes. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
