import { MediaError } from '../errors.js';
import { runTool } from '../tools/run-tool.js';
import { progressReader, type TranscodeProgress } from './progress.js';

/** One ffmpeg process of a transcode. */
export interface FfmpegRun {
  args: string[];
  /** Folder of its own: while a tool runs, nothing else may work in it. */
  cwd: string;
  /** The source file; not for a process that reads only its own folder. */
  input?: string;
  /** Length of the source in milliseconds. */
  durationMs: number;
  signal: AbortSignal;
  /** Moment of `performance.now()` at which it must have ended. */
  deadlineAt: number;
  niceness: number;
  onProgress?: (progress: TranscodeProgress) => void;
}

/** Finds what to tell from ffmpeg's last words. */
function failure(code: number | null, said: string): MediaError {
  if (/No space left on device|Disk quota exceeded/.test(said)) return new MediaError('disk_full', said);
  if (/not on whitelist/.test(said))
    return new MediaError(/Codec \(.*not on whitelist/.test(said) ? 'source_codec_unsupported' : 'source_not_media', said);
  if (/Decoder .*not found|Unknown decoder|Decoding requested, but no decoder/.test(said))
    return new MediaError('source_codec_unsupported', said);
  if (/Invalid data found|moov atom not found|Error while decoding|Error opening input|partial file|End of file/.test(said))
    return new MediaError('source_damaged', said);
  return new MediaError('tool_failed', said || `ffmpeg ended with ${code ?? 'a signal'}`);
}

/**
 * Runs ffmpeg to its end. Its exit code proves nothing: only what lies on the disk counts.
 *
 * @returns its complaints
 * @throws MediaError
 */
export async function runFfmpeg(run: FfmpegRun): Promise<string> {
  const read = progressReader(run.durationMs);
  const end = await runTool({
    tool: 'ffmpeg',
    args: run.args,
    cwd: run.cwd,
    signal: run.signal,
    deadlineMs: Math.max(1, Math.ceil(run.deadlineAt - performance.now())),
    niceness: run.niceness,
    ownPaths: [...(run.input ? [run.input] : []), run.cwd],
    onLine: (line) => {
      const progress = read(line);
      if (progress) run.onProgress?.(progress);
    },
  });
  if (end.code !== 0 || /No space left on device|Disk quota exceeded/.test(end.stderr)) throw failure(end.code, end.stderr);
  return end.stderr;
}
