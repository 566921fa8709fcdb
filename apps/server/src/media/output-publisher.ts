import { copyFile, link, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MediaError } from '@xuexi/media';
import { filesBelow } from '../platform/storage/files-below.js';
import type { Storage } from '../platform/storage/storage.js';
import type { Claimed, MediaRuns } from './media-runs.js';
import type { FilmOutput, MediaOutput } from './media.entity.js';

/**
 * Puts what one run makes into the storage, into a folder of its own, so that files never change, and points at nothing before
 * it is whole there.
 */
export class OutputPublisher {
  private readonly prefix: string;
  /** Files and folders that are in the storage already. */
  private there: string[] = [];

  /** @param dir where the run's files are made */
  constructor(
    private readonly run: Claimed,
    private readonly dir: string,
    private readonly runs: MediaRuns,
    private readonly storage: Storage,
  ) {
    this.prefix = `media/${run.id}/${run.fence}`;
  }

  /** Makes the first rendition watchable while the rest is made. Its files stay in `dir`, too. */
  async publishFirst(output: FilmOutput): Promise<void> {
    const aside = `${this.dir}-first`;
    const pieces = piecesOf(output);
    for (const file of await filesBelow(this.dir)) {
      if (pieces.some((piece) => file === piece || file.startsWith(`${piece}/`))) await linkOrCopy(join(this.dir, file), join(aside, file));
    }
    await this.noteFolder();
    await this.storage.publishDirectory(aside, this.prefix);
    this.there = pieces;
    await this.runs.playable(this.run, output, this.prefix);
  }

  /** Adds the rest, and only then sends players there. @returns false when the video is no longer this run's */
  async publishAll(output: MediaOutput): Promise<boolean> {
    for (const piece of this.there) await rm(join(this.dir, piece), { recursive: true, force: true });
    await this.noteFolder();
    await this.storage.addDirectory(this.dir, this.prefix);
    return this.runs.finished(this.run, output, this.prefix);
  }

  /** @throws MediaError aborted: what went there now, nobody would find */
  private async noteFolder(): Promise<void> {
    if (!(await this.runs.publishesInto(this.run, this.prefix))) throw new MediaError('aborted', 'the run has ended');
  }
}

/** Files and folders of an output, one folder for each rendition. */
function piecesOf({ masterFile, posterFile, previewsFile, renditions }: FilmOutput): string[] {
  return [...renditions.map(({ name }) => name), ...[masterFile, posterFile, previewsFile ?? null].filter((file) => file !== null)];
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  // A second name takes no room; file systems without them get a copy.
  await link(from, to).catch(() => copyFile(from, to));
}
