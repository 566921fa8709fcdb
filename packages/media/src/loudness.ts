import { MediaError } from './errors.js';
import type { Loudness } from './source/facts.js';
import type { AudioTrack, SourceProbe } from './source/probe.js';
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
function outputChannels(audio: AudioTrack): 1 | 2 {
  return audio.channels === 1 ? 1 : 2;
}

/** The channels a source is measured and published in. */
function measured(audio: AudioTrack): string {
  return `aformat=sample_fmts=fltp:channel_layouts=${outputChannels(audio) === 1 ? 'mono' : 'stereo'}`;
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
  { container, durationMs }: SourceProbe,
  audio: AudioTrack,
  opts: { signal?: AbortSignal } = {},
): Promise<Loudness> {
  const end = await runTool({
    tool: 'ffmpeg',
    args: [
      ...['-nostdin', '-hide_banner', '-nostats', '-vn', '-sn', '-dn'],
      ...flags({ v: 'info' }),
      ...safeInputArgs(file, [container]),
      ...flags({ map: `0:${audio.index}`, af: `${measured(audio)},ebur128=peak=true:framelog=verbose`, f: 'null' }),
      '-',
    ],
    deadlineMs: deadlineMs(durationMs),
    signal: opts.signal,
    ownPaths: [file],
  });
  const loudness = end.code === 0 ? parseLoudness(end.stderr) : null;
  if (!loudness) throw new MediaError('source_damaged', end.stderr);
  return loudness;
}

/** LUFS of every lesson, so that nobody turns the volume between two of them. */
const TARGET_LUFS = -16;
/** More would only bring out the noise of a room. */
const LARGEST_GAIN_DB = 30;
/** dBTP; the room above it is for what AAC adds. */
const HIGHEST_PEAK_DB = -1.5;
/**
 * One channel with the energy of two, so that it is as loud; written out, because ffmpeg's own mixing down is by half in
 * whole numbers and by this in broken ones.
 */
const MIX_DOWN = 'pan=mono|c0=0.7071*c0+0.7071*c1';
/** How much higher peaks may be then. */
const MIX_DOWN_PEAK_DB = 3.01;

const limiter = (): string => `alimiter=limit=${(10 ** (HIGHEST_PEAK_DB / 20)).toFixed(4)}:level=disabled:latency=enabled`;

/**
 * The filters that bring a measured sound to the lessons' loudness: one gain over the whole length, and a limiter only
 * where that would drive peaks too high. Silence stays as it is.
 *
 * @param channels 1 also mixes stereo down, at the same loudness
 */
export function loudnessFilters(loudness: Loudness | null, audio: AudioTrack, channels: 1 | 2): string[] {
  const mixed = outputChannels(audio) > channels;
  const mix = [measured(audio), ...(mixed ? [MIX_DOWN] : [])];
  if (loudness?.integrated == null) return mix;
  const gain = Math.min(TARGET_LUFS - loudness.integrated, LARGEST_GAIN_DB);
  const peaks = loudness.truePeak + gain + (mixed ? MIX_DOWN_PEAK_DB : 0) > HIGHEST_PEAK_DB;
  return [...mix, `volume=${gain.toFixed(2)}dB`, ...(peaks ? [limiter()] : [])];
}
