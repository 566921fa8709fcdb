import { z } from 'zod';
import { MediaError } from './errors.js';
import { planLadder } from './source/ladder.js';
import { framesPerSecond, type FrameRate } from './source/frame-rate.js';
import type { SourceProbe } from './source/probe.js';
import { safeInputArgs } from './source/safe-input.js';
import { SEGMENT_SECONDS, SHORTEST_SEGMENT_SECONDS } from './hls/layout.js';
import { runTool } from './tools/run-tool.js';

/** One packet of a picture track, in the order of the file. */
export interface Packet {
  /** Seconds. */
  time: number;
  bytes: number;
  key: boolean;
  /** An edit list hides it. */
  hidden: boolean;
}

/** Containers that keep H.264 as HLS wants it, with the times of its frames. */
const CONTAINERS = new Set(['mov', 'matroska']);
const PROFILES = new Set(['High', 'Main', 'Baseline', 'Constrained Baseline']);
const HIGHEST_LEVEL = 42;
/** Beyond the step's own bound a poor line pays too much for what encoding would save. */
const BITRATE_ALLOWANCE = 1.3;
/** Of one segment: players choose a rendition by its largest. */
const PEAK_ALLOWANCE = 2;
/** Longest distance of two key frames, in seconds: a segment is never shorter, and a seek waits for all of it. */
const LONGEST_GROUP_SECONDS = 6;
/** Matroska keeps times in milliseconds. */
const TIME_TOLERANCE_SECONDS = 0.0015;
/** A copied picture cannot be held until the sound ends. */
const LONGEST_REST_MS = 400;
const HEADER_DEADLINE_MS = 30_000;
const PACKETS_DEADLINE_MS = 15 * 60_000;

const Header = z.object({
  streams: z
    .tuple([
      z.object({
        profile: z.string().optional(),
        level: z.number().optional(),
        pix_fmt: z.string().optional(),
        width: z.number(),
        height: z.number(),
        sample_aspect_ratio: z.string().optional(),
        start_time: z.coerce.number().optional(),
        side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
      }),
    ])
    .rest(z.unknown()),
});
const SHOWN = [
  'stream=profile,level,pix_fmt,width,height,sample_aspect_ratio,start_time',
  'stream_side_data=rotation',
].join(':');

/**
 * Judges the packets of a picture track one by one.
 *
 * @param fps the steady rate every frame must lie on
 * @param maxBitrate bits per second of the ladder's step
 * @returns `take`, which says false as soon as the track cannot be copied, and `end`, the verdict over the whole
 */
export function packetJudge(fps: FrameRate, maxBitrate: number): { take: (packet: Packet) => boolean; end: () => boolean } {
  const rate = framesPerSecond(fps);
  let groupStart = 0;
  let group = new Set<number>();
  let segmentStart = 0;
  let segments = 0;
  let segmentBytes = 0;
  let bytes = 0;

  /** All frames between two key frames are there, none belongs before or after. */
  const closeGroup = (next: number): boolean => {
    const whole = group.size === next - groupStart && [...group].every((frame) => frame >= groupStart && frame < next);
    const short = (next - groupStart) / rate <= LONGEST_GROUP_SECONDS;
    groupStart = next;
    group = new Set();
    return whole && short;
  };
  const closeSegment = (next: number): boolean => {
    const bitrate = (segmentBytes * 8 * rate) / Math.max(next - segmentStart, rate);
    segmentStart = next;
    segments += 1;
    segmentBytes = 0;
    return bitrate <= PEAK_ALLOWANCE * maxBitrate;
  };

  return {
    take({ time, bytes: size, key, hidden }) {
      const frame = Math.round(time * rate);
      if (hidden || !(Math.abs(time - frame / rate) <= TIME_TOLERANCE_SECONDS) || frame < 0) return false;
      if (bytes === 0 && (!key || frame !== 0)) return false;
      if (key && bytes > 0) {
        if (!closeGroup(frame)) return false;
        // Where ffmpeg's muxer cuts: the first key frame at or after each multiple of the segment's length.
        if (frame / rate >= (segments + 1) * SEGMENT_SECONDS && !closeSegment(frame)) return false;
      }
      group.add(frame);
      bytes += size;
      segmentBytes += size;
      return true;
    },
    end() {
      const last = Math.max(-1, ...group) + 1;
      const seconds = last / rate;
      return (
        bytes > 0 &&
        closeGroup(last) &&
        (last - segmentStart) / rate >= Math.min(SHORTEST_SEGMENT_SECONDS, seconds) &&
        closeSegment(last) &&
        (bytes * 8) / seconds <= BITRATE_ALLOWANCE * maxBitrate
      );
    },
  };
}

function fitsByProbe({ container, durationMs, video }: SourceProbe): boolean {
  return (
    video !== null &&
    CONTAINERS.has(container) &&
    video.codec === 'h264' &&
    !video.hdr &&
    !video.interlaced &&
    !video.variableFrameRate &&
    durationMs - video.endMs <= LONGEST_REST_MS
  );
}

async function fitsByHeader(file: string, container: string, index: number, size: { width: number; height: number }, signal?: AbortSignal): Promise<boolean> {
  const end = await runTool({
    tool: 'ffprobe',
    args: ['-v', 'error', '-of', 'json', '-select_streams', String(index), '-show_entries', SHOWN, ...safeInputArgs(file, [container])],
    deadlineMs: HEADER_DEADLINE_MS,
    signal,
    ownPaths: [file],
  });
  const header = end.code === 0 ? Header.safeParse(JSON.parse(end.stdout)) : null;
  if (!header?.success) return false;
  const [stream] = header.data.streams;
  return (
    PROFILES.has(stream.profile ?? '') &&
    (stream.level ?? Infinity) <= HIGHEST_LEVEL &&
    stream.pix_fmt === 'yuv420p' &&
    ['1:1', '0:1', 'N/A', undefined].includes(stream.sample_aspect_ratio) &&
    Math.abs(stream.start_time ?? 0) <= TIME_TOLERANCE_SECONDS &&
    !stream.side_data_list?.some((data) => data.rotation) &&
    stream.width === size.width &&
    stream.height === size.height
  );
}

async function fitsByPackets(file: string, container: string, index: number, judge: ReturnType<typeof packetJudge>, signal?: AbortSignal): Promise<boolean> {
  // Reading stops at the first packet that does not fit.
  const enough = new AbortController();
  let fits = true;
  const end = await runTool({
    tool: 'ffprobe',
    args: ['-v', 'error', '-of', 'compact=p=0:nk=0', '-select_streams', String(index), '-show_entries', 'packet=pts_time,size,flags', ...safeInputArgs(file, [container])],
    deadlineMs: PACKETS_DEADLINE_MS,
    signal: signal ? AbortSignal.any([signal, enough.signal]) : enough.signal,
    ownPaths: [file],
    onLine: (line) => {
      const { pts_time, size, flags = '' } = Object.fromEntries(line.split('|').map((field) => field.split('=', 2))) as Record<string, string>;
      if (!fits || pts_time === undefined) return;
      fits = judge.take({ time: Number(pts_time), bytes: Number(size), key: flags.startsWith('K'), hidden: flags.includes('D') });
      if (!fits) enough.abort();
    },
  }).catch((error: unknown) => {
    if (enough.signal.aborted && !signal?.aborted) return null;
    throw error;
  });
  return end?.code === 0 && fits && judge.end();
}

/**
 * Whether the picture of a source can be the ladder's first rendition as it is: H.264 that every phone plays, the size
 * and rate of the step, all frames at regular times, closed groups of a few seconds. In doubt no: encoding is always
 * right, only slower.
 *
 * @throws MediaError `aborted`, `tool_missing`
 */
export async function isCopyable(file: string, probe: SourceProbe, opts: { signal?: AbortSignal } = {}): Promise<boolean> {
  if (!probe.video || !fitsByProbe(probe)) return false;
  const { fps, video } = planLadder(probe);
  const [top] = video;
  if (!top || framesPerSecond(fps) !== framesPerSecond(probe.video.fps)) return false;
  try {
    return (
      (await fitsByHeader(file, probe.container, probe.video.index, top, opts.signal)) &&
      (await fitsByPackets(file, probe.container, probe.video.index, packetJudge(fps, top.maxBitrate), opts.signal))
    );
  } catch (error) {
    // A slow disk is no fault of the file.
    if (error instanceof MediaError && error.code === 'deadline_exceeded') return false;
    throw error;
  }
}
