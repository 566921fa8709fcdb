import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MediaError } from './errors.js';
import {
  FIRST_MASTER_FILE,
  MASTER_FILE,
  plannedRenditions,
  playlistFile,
  POSTER_FILE,
  PREVIEW_SHEET_FILE,
  PREVIEWS_FILE,
  type OutputRendition,
} from './hls/layout.js';
import { planPasses, type Pass, type TranscodePlan } from './hls/passes.js';
import { masterPlaylist } from './hls/playlist.js';
import { choosePoster } from './hls/poster.js';
import { countTiles, planPreviews, writePreviews } from './hls/previews.js';
import { progressOfAll, type TranscodeProgress } from './hls/progress.js';
import { runFfmpeg } from './hls/run-ffmpeg.js';
import { copyArgs, sheetArgs, transcodeArgs } from './hls/transcode-args.js';
import { checkLengths, checkMaster, readRendition, verifyHls, type FoundRendition } from './hls/verify.js';
import type { FilmFacts } from './source/facts.js';

/** One transcode: a source file into one new HLS folder. */
export interface TranscodeJob {
  input: string;
  /**
   * Must not exist or be empty; the caller renames it into place. Removed again when the transcode fails. What is not
   * whole yet lies in a folder beside it, of the same name with `.work`.
   */
  outputDir: string;
  /** What `inspectSource` found. */
  source: FilmFacts;
  /** Aborting kills ffmpeg. */
  signal?: AbortSignal;
  /** Wall time allowed in milliseconds; reckoned from the duration when absent. */
  deadlineMs?: number;
  /** Niceness 0–19 of the first rendition, 10 when absent, so that watching is not disturbed; the others get less. */
  niceness?: number;
  onProgress?: (progress: TranscodeProgress) => void;
  /**
   * Awaited once, as soon as a first rendition with its sound is whole; never for a recording with sound only, which is
   * whole at once. Until it returns, `outputDir` holds exactly the files of `first`, as they will stay; the final result
   * adds files and names another master.
   */
  onPlayable?: (first: TranscodeResult) => Promise<void>;
}

/** A verified HLS folder. */
export interface TranscodeResult {
  durationMs: number;
  /** Largest video first, then slides, the sound group and the rendition for listening. */
  renditions: OutputRendition[];
  /** File names relative to the output folder. */
  masterFile: string;
  /** Null for a recording with sound only. */
  posterFile: string | null;
  /** WebVTT with the scrub previews; null for a recording with sound only, and before the folder is complete. */
  previewsFile: string | null;
  /**
   * Playlist of the rendition for listening; null for a silent film. hls.js drops such variants of a master with video,
   * so a player opens it itself.
   */
  audioOnlyFile: string | null;
  /** All files of the folder but the playlists of the renditions. */
  bytes: number;
  /** False for the first playable part. */
  complete: boolean;
}

const DEFAULT_NICENESS = 10;
const LOWEST_PRIORITY = 19;
/** How much nicer the rest of the ladder is than the first rendition: it gets a quarter of a contended core. */
const REST_IS_NICER = 5;
/** Shares of the work: the quick process, the rest. */
const WEIGHTS = [0.2, 0.8];
const COPIED_WEIGHTS = [0.05, 0.95];

/**
 * Wall time a transcode may take. The slowest ladder (1080p) runs at about real time on two free cores; other work, a
 * slow disk and low priority are given twelve times that.
 *
 * @param durationMs length of the source
 * @returns milliseconds
 */
export function transcodeDeadlineMs(durationMs: number): number {
  return 5 * 60_000 + 12 * durationMs;
}

/** Makes the output folder, or takes an empty one. */
async function claimFolder(dir: string): Promise<void> {
  const found = await mkdir(dir, { recursive: true })
    .then(() => readdir(dir))
    .catch((error: unknown) => {
      throw isSystemError(error, 'EEXIST') ? new MediaError('output_not_empty', 'a file is in the way') : error;
    });
  if (found.length > 0) throw new MediaError('output_not_empty');
}

function isSystemError(error: unknown, ...codes: string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code));
}

/** Processes of one transcode, which live and end together. */
class Transcode {
  private readonly failed = new AbortController();
  private readonly signal: AbortSignal;
  private readonly deadlineAt: number;
  private readonly input: string;
  private readonly niceness: number;
  private readonly reports: ((progress: TranscodeProgress) => void)[];
  private readonly job: TranscodeJob;
  private readonly plan: TranscodePlan;
  private readonly dir: string;
  private readonly work: string;
  /** The caller was given the first rendition. */
  published = false;

  constructor(job: TranscodeJob, plan: TranscodePlan, dir: string, work: string) {
    this.job = job;
    this.plan = plan;
    this.dir = dir;
    this.work = work;
    const { durationMs } = job.source;
    this.signal = job.signal ? AbortSignal.any([job.signal, this.failed.signal]) : this.failed.signal;
    this.deadlineAt = performance.now() + (job.deadlineMs ?? transcodeDeadlineMs(durationMs));
    this.input = resolve(job.input);
    this.niceness = job.niceness ?? DEFAULT_NICENESS;
    const weights = plan.rest ? (plan.copied ? COPIED_WEIGHTS : WEIGHTS) : [1];
    this.reports = progressOfAll(weights, durationMs, job.onProgress);
  }

  async run(): Promise<TranscodeResult> {
    const { quick, rest, copied } = this.plan;
    if (!rest) {
      await this.encode('first', quick, null, this.niceness, 0);
      await this.settle('first');
    } else if (copied) {
      const cuts = this.copy();
      const sounds = this.encode('first', quick, null, this.niceness, 0);
      await this.together(
        cuts,
        sounds,
        Promise.all([cuts, sounds]).then(() => this.publishFirst(['copied', 'first'])),
        cuts.then((found) => this.encodeRest(rest, found)),
      );
      await this.settle('rest');
    } else {
      await this.together(
        this.encode('first', quick, null, this.niceness, 0).then(() => this.publishFirst(['first'])),
        this.encodeRest(rest, null),
      );
      await this.settle('rest');
    }
    return this.finish();
  }

  /** Waits until all have ended, also after one has failed, which stops the others. Every process is one of them. */
  private async together(...works: Promise<unknown>[]): Promise<void> {
    const errors: unknown[] = [];
    await Promise.all(
      works.map((work) =>
        work.catch((error: unknown) => {
          errors.push(error);
          this.failed.abort();
        }),
      ),
    );
    if (errors.length > 0) throw errors[0];
  }

  private async encode(folder: string, pass: Pass, cuts: readonly number[] | null, niceness: number, report: number): Promise<void> {
    const cwd = join(this.work, folder);
    const names = [...pass.video, ...(pass.slides ? [pass.slides] : []), ...pass.sounds].map(({ name }) => name);
    for (const name of ['.', ...names]) await mkdir(join(cwd, name), { recursive: true });
    const { source } = this.job;
    const said = await this.ffmpeg(cwd, transcodeArgs({ input: this.input, source, pass, cuts }), { niceness, report });
    await this.read(cwd, names, said);
  }

  private ffmpeg(cwd: string, args: string[], how: { niceness: number; report?: number; own?: boolean }): Promise<string> {
    const { durationMs } = this.job.source;
    return runFfmpeg({
      args,
      cwd,
      ...(!how.own && { input: this.input }),
      durationMs,
      signal: this.signal,
      deadlineAt: this.deadlineAt,
      niceness: how.niceness,
      onProgress: how.report === undefined ? undefined : this.reports[how.report],
    });
  }

  /** @param said what ffmpeg complained about, for the log */
  private async read(dir: string, names: string[], said = ''): Promise<FoundRendition[]> {
    const planned = plannedRenditions(this.plan.ladder).filter(({ name }) => names.includes(name));
    const found = await Promise.all(planned.map((rendition) => readRendition(dir, rendition))).catch((error: unknown) => {
      throw error instanceof MediaError && said ? new MediaError(error.code, `${error.detail}\n${said}`) : error;
    });
    checkLengths(found, this.job.source.durationMs, said);
    return found;
  }

  /** @returns the seconds at which the segments of the copied picture begin */
  private async copy(): Promise<number[]> {
    const name = this.plan.first?.name ?? '';
    const cwd = join(this.work, 'copied');
    await mkdir(join(cwd, name), { recursive: true });
    const said = await this.ffmpeg(cwd, copyArgs(this.input, this.job.source, name), { niceness: this.niceness });
    const [copied] = await this.read(cwd, [name], said);
    return [0, ...(copied?.cuts.slice(0, -1) ?? [])];
  }

  private async encodeRest(rest: Pass, cuts: readonly number[] | null): Promise<void> {
    const niceness = Math.min(LOWEST_PRIORITY, this.niceness + REST_IS_NICER);
    await this.encode('rest', rest, cuts, niceness, 1);
    const { source } = this.job;
    if (!source.probe.video) return;
    const cwd = join(this.work, 'rest');
    const tiles = await countTiles(cwd);
    await this.ffmpeg(cwd, sheetArgs(tiles, PREVIEW_SHEET_FILE), { niceness, own: true });
    await writePreviews(cwd, planPreviews(source.probe.video, source.durationMs), tiles, source.durationMs);
  }

  /** Moves what a process made to where it stays. */
  private async settle(folder: string): Promise<void> {
    const kept = [...plannedRenditions(this.plan.ladder).map(({ name }) => name), POSTER_FILE, PREVIEW_SHEET_FILE, PREVIEWS_FILE];
    for (const name of await readdir(join(this.work, folder)))
      if (kept.includes(name)) await rename(join(this.work, folder, name), join(this.dir, name));
  }

  private async publishFirst(folders: string[]): Promise<void> {
    const { first, quick, ladder } = this.plan;
    await choosePoster(join(this.work, 'first'));
    for (const folder of folders) await this.settle(folder);
    const found = await this.read(this.dir, [first?.name ?? '', ...quick.sounds.map(({ name }) => name)]);
    const renditions = found.map(({ cuts: _cuts, ...rendition }) => rendition);
    await writeFile(join(this.dir, FIRST_MASTER_FILE), masterPlaylist(renditions, ladder.fps));
    const bytes = await checkMaster(this.dir, FIRST_MASTER_FILE, renditions, ladder.fps);
    this.published = true;
    await this.job.onPlayable?.({
      ...this.files(),
      masterFile: FIRST_MASTER_FILE,
      previewsFile: null,
      renditions,
      bytes: renditions.reduce((sum, rendition) => sum + rendition.bytes, bytes),
      complete: false,
    });
  }

  private async finish(): Promise<TranscodeResult> {
    const { source } = this.job;
    const { ladder } = this.plan;
    const found = await this.read(this.dir, plannedRenditions(ladder).map(({ name }) => name));
    await writeFile(join(this.dir, MASTER_FILE), masterPlaylist(found, ladder.fps));
    const { renditions, bytes } = await verifyHls(this.dir, source);
    this.job.onProgress?.({ percent: 100, speed: null, outTimeMs: source.durationMs });
    return { ...this.files(), masterFile: MASTER_FILE, renditions, bytes, complete: true };
  }

  private files(): Pick<TranscodeResult, 'durationMs' | 'posterFile' | 'previewsFile' | 'audioOnlyFile'> {
    const { audioOnly, video } = this.plan.ladder;
    return {
      durationMs: this.job.source.durationMs,
      posterFile: video.length > 0 ? POSTER_FILE : null,
      previewsFile: video.length > 0 ? PREVIEWS_FILE : null,
      audioOnlyFile: audioOnly && playlistFile(audioOnly.name),
    };
  }
}

/** What goes wrong with a copy, when the picture is not after all what its packets promised. */
const SPARED_BY_ENCODING: readonly string[] = ['output_incomplete', 'source_damaged', 'tool_failed'];

/** Encodes what could not be copied, as long as nobody has seen the copy; its files stay as they are after that. */
async function produce(job: TranscodeJob, dir: string, work: string): Promise<TranscodeResult> {
  const { source, deadlineMs = transcodeDeadlineMs(job.source.durationMs), onProgress } = job;
  const endsAt = performance.now() + deadlineMs;
  let highest = 0;
  const rising = (progress: TranscodeProgress): void => {
    highest = Math.max(highest, progress.percent);
    onProgress?.({ ...progress, percent: highest });
  };
  const copying = new Transcode({ ...job, deadlineMs, onProgress: rising }, planPasses(source), dir, work);
  try {
    return await copying.run();
  } catch (error) {
    const spared = source.copyable && error instanceof MediaError && SPARED_BY_ENCODING.includes(error.code);
    if (!spared) throw error;
    if (copying.published) throw new MediaError('copy_unusable', error.message);
  }
  for (const folder of [dir, work]) await rm(folder, { recursive: true, force: true });
  await mkdir(dir);
  const encoded = { ...source, copyable: false };
  return new Transcode({ ...job, source: encoded, deadlineMs: endsAt - performance.now(), onProgress: rising }, planPasses(encoded), dir, work).run();
}

/**
 * Turns one source into an HLS folder (CMAF, aligned segments of 4 s) and verifies it: a quick ffmpeg process for the
 * first rendition, beside it one with one decode for all others (docs/adr/0011).
 *
 * @throws MediaError; what was written is removed then, so that the same job can run again. After `copy_unusable` the
 * caller runs it with `copyable: false`, into another folder, while what it published of this one plays on
 */
export async function transcode(job: TranscodeJob): Promise<TranscodeResult> {
  const dir = resolve(job.outputDir);
  const work = `${dir}.work`;
  if (job.signal?.aborted) throw new MediaError('aborted');
  await claimFolder(dir);
  try {
    await rm(work, { recursive: true, force: true });
    return await produce(job, dir, work);
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw isSystemError(error, 'ENOSPC', 'EDQUOT') ? new MediaError('disk_full') : error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
