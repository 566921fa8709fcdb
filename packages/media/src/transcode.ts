import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MediaError } from './errors.js';
import { MASTER_FILE, playlistFile, POSTER_FILE, renditionNames, type OutputRendition } from './hls/layout.js';
import { masterPlaylist } from './hls/playlist.js';
import { choosePoster } from './hls/poster.js';
import { progressReader, type TranscodeProgress } from './hls/progress.js';
import { transcodeArgs } from './hls/transcode-args.js';
import { checkMasterAndPoster, readRenditions, wrongLength } from './hls/verify.js';
import type { FilmFacts } from './source/facts.js';
import { planLadder, type Ladder } from './source/ladder.js';
import { runTool, type ToolEnd } from './tools/run-tool.js';

/** One transcode: a source file into one new HLS folder. */
export interface TranscodeJob {
  input: string;
  /** Must not exist or be empty; the caller renames it into place. Removed again when the transcode fails. */
  outputDir: string;
  /** What `inspectSource` found. */
  source: FilmFacts;
  /** Aborting kills ffmpeg. */
  signal?: AbortSignal;
  /** Wall time allowed in milliseconds; reckoned from the duration when absent. */
  deadlineMs?: number;
  /** Niceness 0–19 of ffmpeg; 10 when absent, so that watching is not disturbed. */
  niceness?: number;
  onProgress?: (progress: TranscodeProgress) => void;
  /**
   * Awaited once as soon as a first rendition with its sound is whole, unless everything else is whole as well. Its files
   * lie in `outputDir` as they will stay; the final result adds files and names another master.
   */
  onPlayable?: (first: TranscodeResult) => Promise<void>;
}

/** A finished, verified HLS folder. */
export interface TranscodeResult {
  durationMs: number;
  /** Largest video first, then the sound group, then the rendition for listening. */
  renditions: OutputRendition[];
  /** File names relative to the output folder. */
  masterFile: string;
  /** Null for a recording with sound only; also before the folder is complete. */
  posterFile: string | null;
  /** WebVTT with the scrub previews; null for a recording with sound only, and before the folder is complete. */
  previewsFile: string | null;
  /**
   * Playlist of the rendition for listening; null for a silent film. hls.js drops such variants of a master with video,
   * so a player opens it itself.
   */
  audioOnlyFile: string | null;
  /** All files of the folder. */
  bytes: number;
  /** False for the first playable part. */
  complete: boolean;
}

const DEFAULT_NICENESS = 10;

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

/** Finds what to tell from ffmpeg's last words. */
function failure(end: ToolEnd): MediaError {
  const said = end.stderr;
  if (/No space left on device|Disk quota exceeded/.test(said)) return new MediaError('disk_full', said);
  if (/not on whitelist/.test(said))
    return new MediaError(
      /Codec \(.*not on whitelist/.test(said) ? 'source_codec_unsupported' : 'source_not_media',
      said,
    );
  if (/Decoder .*not found|Unknown decoder|Decoding requested, but no decoder/.test(said))
    return new MediaError('source_codec_unsupported', said);
  if (
    /Invalid data found|moov atom not found|Error while decoding|Error opening input|partial file|End of file/.test(
      said,
    )
  )
    return new MediaError('source_damaged', said);
  return new MediaError('tool_failed', said || `ffmpeg ended with ${end.code ?? 'a signal'}`);
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

async function runFfmpeg(job: TranscodeJob, ladder: Ladder, dir: string): Promise<ToolEnd> {
  const { probe } = job.source;
  const read = progressReader(probe.durationMs);
  return runTool({
    tool: 'ffmpeg',
    args: transcodeArgs({ input: job.input, probe, ladder }),
    cwd: dir,
    signal: job.signal,
    deadlineMs: job.deadlineMs ?? transcodeDeadlineMs(probe.durationMs),
    niceness: job.niceness ?? DEFAULT_NICENESS,
    ownPaths: [resolve(job.input), dir],
    onLine: (line) => {
      const progress = read(line);
      if (progress) job.onProgress?.(progress);
    },
  });
}

/** ffmpeg ended, perhaps with exit code 0: only what lies on the disk counts. */
async function finish(job: TranscodeJob, ladder: Ladder, dir: string, end: ToolEnd): Promise<TranscodeResult> {
  const { durationMs } = job.source;
  if (end.code !== 0 || /No space left on device|Disk quota exceeded/.test(end.stderr)) throw failure(end);
  const renditions = await readRenditions(dir, ladder).catch((error: unknown) => {
    throw error instanceof MediaError && end.stderr
      ? new MediaError(error.code, `${error.detail}\n${end.stderr}`)
      : error;
  });
  const wrong = wrongLength(renditions, durationMs);
  // ffmpeg came to the end of the source before its time.
  if (wrong) throw new MediaError('source_damaged', `${wrong}\n${end.stderr}`);
  const hasPicture = ladder.video.length > 0;
  if (hasPicture) await choosePoster(dir);
  await writeFile(join(dir, MASTER_FILE), masterPlaylist(renditions, ladder.fps));
  const frameBytes = await checkMasterAndPoster(dir, ladder);
  job.onProgress?.({ percent: 100, speed: null, outTimeMs: durationMs });
  return {
    durationMs,
    renditions,
    posterFile: hasPicture ? POSTER_FILE : null,
    previewsFile: null,
    complete: true,
    masterFile: MASTER_FILE,
    audioOnlyFile: ladder.audioOnly && playlistFile(ladder.audioOnly.name),
    bytes: frameBytes + renditions.reduce((sum, rendition) => sum + rendition.bytes, 0),
  };
}

/**
 * Turns one source into an HLS folder (CMAF, aligned segments of 4 s) with one ffmpeg process and one decode, and
 * verifies it.
 *
 * @throws MediaError; what was written is removed then, so that the same job can run again
 */
export async function transcode(job: TranscodeJob): Promise<TranscodeResult> {
  const dir = resolve(job.outputDir);
  if (job.signal?.aborted) throw new MediaError('aborted');
  await claimFolder(dir);
  try {
    const ladder = planLadder(job.source.probe);
    for (const name of renditionNames(ladder)) await mkdir(join(dir, name));
    return await finish(job, ladder, dir, await runFfmpeg(job, ladder, dir));
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw isSystemError(error, 'ENOSPC', 'EDQUOT') ? new MediaError('disk_full') : error;
  }
}
