import { z } from 'zod';
import { MediaError } from '../errors.js';
import { runTool, type ToolEnd } from '../tools/run-tool.js';
import { readFrameRate, type FrameRate } from './frame-rate.js';
import { AUDIO_DECODERS, safeInputArgs, VIDEO_DECODERS } from './safe-input.js';
import { refuseStrangers, type Sniffed } from './sniff.js';

/** The picture track of a source, as a viewer sees it. */
export interface VideoTrack {
  /** Stream number inside the file. */
  index: number;
  codec: string;
  /** Pixels as displayed: after rotation, with square pixels. */
  width: number;
  height: number;
  /** Average frames per second. */
  fps: FrameRate;
  /** True when the distance between frames varies (phones, screen recordings). */
  variableFrameRate: boolean;
  /** True for PQ and HLG pictures, which must be tone-mapped for ordinary screens. */
  hdr: boolean;
  /** True when a frame is woven of two half pictures of different moments (camcorders, television). */
  interlaced: boolean;
  /** Milliseconds from the start of the file to the end of this track. */
  endMs: number;
}

/** The sound track of a source. */
export interface AudioTrack {
  /** Stream number inside the file. */
  index: number;
  codec: string;
  channels: number;
  /** Hertz. */
  sampleRate: number;
  /** Milliseconds from the start of the file to the end of this track. */
  endMs: number;
}

/** What ffprobe found in an uploaded file. */
export interface SourceProbe {
  /** Name of the container, e.g. `mov`, `matroska`. */
  container: string;
  /** Length in milliseconds: the end of the longer track. */
  durationMs: number;
  /** null for a file with sound only. */
  video: VideoTrack | null;
  /** null for a silent film. */
  audio: AudioTrack | null;
}

const PROBE_DEADLINE_MS = 60_000;
/** A file without lengths in its header is read once from end to end. */
const MEASURE_DEADLINE_MS = 15 * 60_000;
/** A lesson has at least one whole second: its length is what credits are reckoned from. */
const SHORTEST_MS = 1000;
const LONGEST_MS = 12 * 3_600_000;
const SMALLEST_SIDE = 16;
const LARGEST_SIDE = 8192;
/** Frames of 8K; every one of them is held several times. */
const MOST_PIXELS = 8192 * 4608;
/** ffprobe holds a few packets and frames, and writes nothing. */
const PROBE_LIMITS = { memoryBytes: 2 * 1024 ** 3, fileBytes: 1024 ** 2 };
/** Streams without an index: their header estimates the length, or lies. */
const MEASURED_CONTAINERS = new Set(['mp3', 'aac', 'amr']);
/** Sample entries of films and songs that were bought: Common Encryption, iTunes. */
const PROTECTED_TAGS = new Set(['encv', 'enca', 'drms', 'drmi']);
const FIELD_ORDERS = new Set(['tt', 'bb', 'tb', 'bt']);
const HDR_TRANSFERS = new Set(['smpte2084', 'arib-std-b67']);

const seconds = z.coerce.number().optional();
const Stream = z.object({
  index: z.number(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  codec_tag_string: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  sample_aspect_ratio: z.string().optional(),
  color_transfer: z.string().optional(),
  field_order: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  r_frame_rate: z.string().optional(),
  channels: z.number().optional(),
  sample_rate: z.coerce.number().optional(),
  start_time: seconds,
  duration: seconds,
  disposition: z.object({ default: z.number().optional(), attached_pic: z.number().optional() }).optional(),
  tags: z.object({ DURATION: z.string().optional() }).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
});
type Stream = z.infer<typeof Stream>;
const Report = z.object({
  streams: z.array(Stream).default([]),
  format: z.object({ format_name: z.string(), start_time: seconds, duration: seconds }),
});
type Report = z.infer<typeof Report>;

const SHOWN = [
  'format=format_name,start_time,duration',
  'stream=index,codec_type,codec_name,codec_tag_string,width,height,sample_aspect_ratio,color_transfer,field_order,avg_frame_rate,r_frame_rate,channels,sample_rate,start_time,duration',
  'stream_disposition=default,attached_pic',
  'stream_tags=DURATION',
  'stream_side_data=rotation',
].join(':');

function refusal({ kind }: Sniffed, end: ToolEnd): MediaError {
  if (/Codec \(.*not on whitelist/.test(end.stderr)) return new MediaError('source_codec_unsupported', end.stderr);
  if (/Format not on whitelist/.test(end.stderr)) return new MediaError('source_not_media', end.stderr);
  return new MediaError(kind === 'media' ? 'source_damaged' : 'source_not_media', end.stderr);
}

async function readReport(file: string, sniffed: Sniffed, signal?: AbortSignal): Promise<Report> {
  const end = await runTool({
    tool: 'ffprobe',
    args: ['-v', 'error', '-of', 'json', '-show_entries', SHOWN, ...safeInputArgs(file, sniffed.containers)],
    limits: PROBE_LIMITS,
    deadlineMs: PROBE_DEADLINE_MS,
    signal,
    ownPaths: [file],
  });
  if (end.code !== 0) throw refusal(sniffed, end);
  const report = Report.safeParse(JSON.parse(end.stdout));
  if (!report.success) throw new MediaError('source_damaged', z.prettifyError(report.error));
  return report.data;
}

/** Seconds of one track by the header, or undefined. Matroska keeps them in a tag `00:01:02.5`. */
function statedSeconds(stream: Stream): number | undefined {
  if (stream.duration !== undefined) return stream.duration;
  const clock = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(stream.tags?.DURATION ?? '');
  return clock ? Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]) : undefined;
}

/**
 * Reads every packet's time: live recordings (a browser's WebM) carry no length.
 *
 * @returns the last moment of each stream by number, in seconds
 */
async function measureEnds(file: string, { containers }: Sniffed, signal?: AbortSignal): Promise<Map<number, number>> {
  const ends = new Map<number, number>();
  const end = await runTool({
    tool: 'ffprobe',
    args: [
      '-v',
      'error',
      '-of',
      'csv=p=0',
      '-show_entries',
      'packet=stream_index,pts_time,duration_time',
      ...safeInputArgs(file, containers),
    ],
    limits: PROBE_LIMITS,
    deadlineMs: MEASURE_DEADLINE_MS,
    signal,
    ownPaths: [file],
    onLine: (line) => {
      const [index, pts, duration] = line.split(',').map(Number);
      if (index === undefined || pts === undefined || Number.isNaN(pts)) return;
      ends.set(index, Math.max(ends.get(index) ?? 0, pts + (duration || 0)));
    },
  });
  if (end.code !== 0) throw new MediaError('source_damaged', end.stderr);
  return ends;
}

/** A recorder that was given no microphone writes a track with nothing in it; ffprobe says that it lasts as long as the picture. */
async function holdsAnything(file: string, container: string, { index }: Stream, signal?: AbortSignal): Promise<boolean> {
  const end = await runTool({
    tool: 'ffprobe',
    args: ['-v', 'error', '-of', 'csv=p=0', '-select_streams', String(index), '-read_intervals', '%+#1', '-show_entries', 'packet=size', ...safeInputArgs(file, [container])],
    limits: PROBE_LIMITS,
    deadlineMs: MEASURE_DEADLINE_MS,
    signal,
    ownPaths: [file],
  });
  return end.stdout.trim() !== '';
}

function displayedSize(stream: Stream): { width: number; height: number } {
  const [num = 1, den = 1] = (stream.sample_aspect_ratio ?? '1:1').split(':').map(Number);
  const width = Math.round((stream.width ?? 0) * (num > 0 && den > 0 ? num / den : 1));
  const height = stream.height ?? 0;
  const turn = Math.abs(stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? 0) % 180;
  return Math.abs(turn - 90) <= 1 ? { width: height, height: width } : { width, height };
}

function readVideo(stream: Stream, endMs: number): VideoTrack {
  const codec = stream.codec_name ?? 'unknown';
  if (!(codec in VIDEO_DECODERS)) throw new MediaError('source_codec_unsupported', `picture: ${codec}`);
  const { width, height } = displayedSize(stream);
  if (!width || !height) throw new MediaError('source_damaged', 'no picture size');
  if (Math.min(width, height) < SMALLEST_SIDE || Math.max(width, height) > LARGEST_SIDE || width * height > MOST_PIXELS)
    throw new MediaError('source_too_large', `${width}x${height}`);
  const { fps, variable } = readFrameRate(stream.avg_frame_rate, stream.r_frame_rate);
  return {
    index: stream.index,
    codec,
    width,
    height,
    fps,
    variableFrameRate: variable,
    hdr: HDR_TRANSFERS.has(stream.color_transfer ?? ''),
    // DV leaves it unsaid, and is always so.
    interlaced: codec === 'dvvideo' || FIELD_ORDERS.has(stream.field_order ?? ''),
    endMs,
  };
}

function readAudio(stream: Stream, endMs: number): AudioTrack {
  return {
    index: stream.index,
    codec: stream.codec_name ?? 'unknown',
    channels: stream.channels ?? 1,
    sampleRate: stream.sample_rate ?? 0,
    endMs,
  };
}

/**
 * The track a player would choose: the default one, else the first. Cover pictures and unknown sound codecs are no
 * tracks.
 */
function chooseTrack(streams: Stream[], type: 'video' | 'audio'): Stream | undefined {
  const usable = streams.filter(
    (stream) =>
      stream.codec_type === type &&
      !stream.disposition?.attached_pic &&
      (type === 'video' || (stream.codec_name !== undefined && stream.codec_name in AUDIO_DECODERS && stream.channels)),
  );
  return usable.find((stream) => stream.disposition?.default) ?? usable[0];
}

function has({ streams }: Report, type: 'video' | 'audio'): boolean {
  return streams.some((stream) => stream.codec_type === type && !stream.disposition?.attached_pic && (type === 'video' || stream.channels));
}

/** A film whose sound nobody could hear is refused like one that nobody could see. */
function nothingToPlay(report: Report, { kind }: Sniffed): MediaError {
  if (has(report, 'audio') || has(report, 'video')) return new MediaError('source_codec_unsupported', report.streams.map((stream) => stream.codec_name ?? 'unknown').join(' '));
  return new MediaError(kind === 'media' ? 'source_damaged' : 'source_not_media', 'no picture and no sound');
}

/**
 * Looks into an uploaded file without decoding it: first bytes, then ffprobe under both whitelists.
 *
 * @param file any path; the name is never trusted
 * @throws MediaError `source_*`, `aborted`, `deadline_exceeded`, `tool_missing`
 */
export async function probe(file: string, opts: { signal?: AbortSignal } = {}): Promise<SourceProbe> {
  const sniffed = await refuseStrangers(file);
  if (sniffed.kind === 'document') throw new MediaError('source_not_media', 'a document');
  const report = await readReport(file, sniffed, opts.signal);
  if (report.streams.some(({ codec_tag_string: tag }) => PROTECTED_TAGS.has(tag ?? ''))) throw new MediaError('source_protected');
  const container = report.format.format_name.split(',')[0] ?? '';
  const video = chooseTrack(report.streams, 'video');
  const sound = chooseTrack(report.streams, 'audio');
  const tracks = [video, sound].filter((track) => track !== undefined);
  if (tracks.length === 0 || (!sound && has(report, 'audio'))) throw nothingToPlay(report, sniffed);

  const start = report.format.start_time ?? 0;
  const stated = !MEASURED_CONTAINERS.has(container) && tracks.every((track) => statedSeconds(track));
  const measured = stated ? null : await measureEnds(file, sniffed, opts.signal);
  const endMs = (track: Stream): number => {
    const end = measured
      ? (measured.get(track.index) ?? start)
      : (track.start_time ?? start) + (statedSeconds(track) ?? 0);
    return Math.max(0, Math.round((end - start) * 1000));
  };
  const audio = video && sound && !(await holdsAnything(file, container, sound, opts.signal)) ? undefined : sound;
  const durationMs = Math.max(...tracks.map(endMs));
  if (durationMs <= 0) throw new MediaError('source_no_duration');
  if (durationMs < SHORTEST_MS) throw new MediaError('source_too_short', `${durationMs} ms`);
  if (durationMs > LONGEST_MS) throw new MediaError('source_too_long', `${durationMs} ms`);

  return {
    container,
    durationMs,
    video: video ? readVideo(video, endMs(video)) : null,
    audio: audio ? readAudio(audio, endMs(audio)) : null,
  };
}
