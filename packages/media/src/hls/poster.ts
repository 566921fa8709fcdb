import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaError } from '../errors.js';
import { POSTER_CANDIDATE, POSTER_FILE } from './layout.js';

/**
 * Keeps the best of the frames ffmpeg wrote and removes the others. At equal quality the largest JPEG shows the most:
 * black, blank and faded frames are small.
 *
 * @throws MediaError `output_incomplete` when there is no frame at all
 */
export async function choosePoster(dir: string): Promise<void> {
  const frames = (await readdir(dir)).filter((name) => POSTER_CANDIDATE.test(name)).sort();
  const sizes = await Promise.all(frames.map(async (name) => (await stat(join(dir, name))).size));
  const best = frames[sizes.indexOf(Math.max(...sizes))];
  if (!best) throw new MediaError('output_incomplete', 'no frame for the poster');
  await rename(join(dir, best), join(dir, POSTER_FILE));
  await Promise.all(frames.filter((name) => name !== best).map((name) => rm(join(dir, name))));
}
