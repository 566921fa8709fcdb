import { MediaError } from './errors.js';
import type { Loudness } from './source/facts.js';
import type { AudioTrack } from './source/probe.js';
import { safeInputArgs } from './source/safe-input.js';
import { flags } from './tools/flags.js';
import { runTool } from './tools/run-tool.js';

/** Below this nothing is measured: the absolute gate of EBU R 128, which is silence. */
const SILENCE_LUFS = -70;
/** What counts as the quietest peak, so that silence has a number too. */
const LOWEST_PEAK = -120;
/** Sound is measured a hundred times quicker than it plays; a slow disk and other work are given ten times that. */
const deadlineMs = (durationMs: number): number => 60_000 + Math.round(durationMs / 10);

/** How many channels a source is turned into, and measured in: one stays one, everything else becomes stereo. */
export function outputChannels(audio: AudioTrack): 1 | 2 {
  return audio.channels === 1 ? 1 : 2;
}

/** Reads the summary ebur128 writes at its end. @returns null when there is none */
export function parseLoudness(summary: string): Loudness | null {
  const integrated = /\bI:\s+(-?[\d.]+|-inf|nan) LUFS/.exec(summary)?.[1];
  const peak = /\bPeak:\s+(-?[\d.]+|-inf|nan) dBFS/.exec(summary)?.[1];
  if (integrated === undefined || peak === undefined) return null;
  const lufs = Number(integrated);
  const truePeak = Number(peak);
  return {
    integrated: Number.isFinite(lufs) && lufs > SILENCE_LUFS ? lufs : null,
    truePeak: Number.isFinite(truePeak) ? Math.max(truePeak, LOWEST_PEAK) : LOWEST_PEAK,
  };
}

/**
 * Measures the whole sound track by EBU R 128, in the channels it will be published in.
 *
 * @throws MediaError `source_damaged`, `aborted`, `deadline_exceeded`, `tool_missing`
 */
export async function measureLoudness(
  file: string,
  audio: AudioTrack,
  opts: { durationMs: number; signal?: AbortSignal },
): Promise<Loudness> {
  const layout = outputChannels(audio) === 1 ? 'mono' : 'stereo';
  const end = await runTool({
    tool: 'ffmpeg',
    args: [
      ...['-nostdin', '-hide_banner', '-nostats', '-vn', '-sn', '-dn'],
      ...flags({ v: 'info' }),
      ...safeInputArgs(file),
      ...flags({ map: `0:${audio.index}`, af: `aformat=channel_layouts=${layout},ebur128=peak=true:framelog=verbose`, f: 'null' }),
      '-',
    ],
    deadlineMs: deadlineMs(opts.durationMs),
    signal: opts.signal,
    ownPaths: [file],
  });
  const loudness = end.code === 0 ? parseLoudness(end.stderr) : null;
  if (!loudness) throw new MediaError('source_damaged', end.stderr);
  return loudness;
}
