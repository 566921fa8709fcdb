import { framesPerSecond } from '../source/frame-rate.js';
import type { AudioRendition, Ladder, VideoRendition } from '../source/ladder.js';
import type { AudioTrack, SourceProbe, VideoTrack } from '../source/probe.js';
import { safeInputArgs } from '../source/safe-input.js';
import { flags } from '../tools/flags.js';
import { INIT_FILE, playlistFile, POSTER_CANDIDATE_PATTERN, SEGMENT_PATTERN, SEGMENT_SECONDS, SHORTEST_SEGMENT_SECONDS } from './layout.js';

/**
 * A track may end this much before its header says before the file counts as damaged; the picture stands still, the
 * sound is silent.
 */
const FORGIVEN_MS = 500;
const POSTER_CANDIDATES = 12;
const POSTER_LARGEST_SIDE = 720;

/**
 * Preset by measurement (720p ladder, 20 s, 2 cores, README.md): superfast is a quarter quicker but needs 1.8 to 2.4
 * times the bytes at the same rate factor, and bytes are what a learner on a poor line pays with.
 */
const PRESET = 'veryfast';
const RATE_FACTOR = 23;

const TONE_MAP = [
  'zscale=t=linear:npl=100',
  'format=gbrpf32le',
  'zscale=p=bt709',
  'tonemap=hable:desat=0',
  'zscale=t=bt709:m=bt709:r=tv',
];

/** What the one ffmpeg process needs to know. */
export interface TranscodePlan {
  input: string;
  probe: SourceProbe;
  ladder: Ladder;
  /** Encoder threads per rendition; x264's own choice when absent. */
  threads?: number;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

function size({ width, height }: VideoRendition): string {
  return `scale=${width}:${height}:flags=bilinear`;
}

/**
 * The source once: steady frame rate from moment zero, whole length, largest size. The smaller sizes are scaled from
 * the next larger one, which is cheaper than from the source each and keeps one core free for the encoders.
 */
function pictureFilters(video: VideoTrack, ladder: Ladder, durationMs: number): string[] {
  const [top, ...smaller] = ladder.video;
  if (!top) return [];
  const steady = [
    `fps=${ladder.fps.num}/${ladder.fps.den}:start_time=0`,
    `scale=${top.width}:${top.height}:flags=bicubic`,
    'setsar=1',
    ...(video.hdr ? TONE_MAP : []),
    'format=yuv420p',
    `tpad=stop_mode=clone:stop_duration=${seconds(durationMs - video.endMs + FORGIVEN_MS)}`,
    `trim=end=${seconds(durationMs)}`,
  ];
  const posterFrom =
    ladder.video.find((rendition) => Math.min(rendition.width, rendition.height) <= POSTER_LARGEST_SIDE) ?? top;
  const chains: string[] = [];
  let feed = `[0:${video.index}]${steady.join(',')}`;
  ladder.video.forEach((rendition, i) => {
    const outputs = [
      `[${rendition.name}]`,
      ...(rendition === posterFrom ? ['[frames]'] : []),
      ...(smaller[i] ? [`[from${i}]`] : []),
    ];
    chains.push(outputs.length > 1 ? `${feed},split=${outputs.length}${outputs.join('')}` : `${feed}${outputs[0]}`);
    const next = smaller[i];
    if (next) feed = `[from${i}]${size(next)}`;
  });
  const step = seconds(durationMs / POSTER_CANDIDATES);
  chains.push(`[frames]select='isnan(prev_selected_t)+gte(t-prev_selected_t,${step})'[posters]`);
  return chains;
}

function soundFilters(audio: AudioTrack, ladder: Ladder, durationMs: number): string[] {
  const { sound, audioOnly } = ladder;
  if (!sound || !audioOnly) return [];
  const steady = [
    'aresample=async=1:first_pts=0',
    `apad=pad_dur=${seconds(durationMs - audio.endMs + FORGIVEN_MS)}`,
    `atrim=end=${seconds(durationMs)}`,
  ];
  return [`[0:${audio.index}]${steady.join(',')},asplit=2[${sound.name}][${audioOnly.name}]`];
}

function hlsArgs(rendition: string): string[] {
  return [
    ...flags({
      map_metadata: -1,
      map_chapters: -1,
      f: 'hls',
      hls_segment_type: 'fmp4',
      hls_time: SEGMENT_SECONDS,
      hls_playlist_type: 'vod',
      hls_fmp4_init_filename: INIT_FILE,
      hls_segment_filename: `${rendition}/${SEGMENT_PATTERN}`,
    }),
    playlistFile(rendition),
  ];
}

/** Key frames only where a segment begins, at the same moments in every rendition. */
function keyFrames(durationMs: number): string {
  const lastCut = durationMs / 1000 - SHORTEST_SEGMENT_SECONDS;
  return `expr:gte(t,n_forced*${SEGMENT_SECONDS})*(not(n_forced)+lte(n_forced*${SEGMENT_SECONDS},${lastCut.toFixed(3)}))`;
}

function videoArgs({ name, maxBitrate }: VideoRendition, job: TranscodePlan): string[] {
  const { ladder, probe, threads } = job;
  const longestSegment = SEGMENT_SECONDS + SHORTEST_SEGMENT_SECONDS;
  return [
    ...flags({
      map: `[${name}]`,
      'c:v': 'libx264',
      preset: PRESET,
      'profile:v': 'high',
      crf: RATE_FACTOR,
      maxrate: maxBitrate,
      bufsize: 2 * maxBitrate,
      force_key_frames: keyFrames(probe.durationMs),
      g: Math.ceil(framesPerSecond(ladder.fps) * longestSegment) + 1,
      sc_threshold: 0,
      // Leaves the delay of reordered frames to the edit list, so that the picture starts at zero like the sound.
      avoid_negative_ts: 'disabled',
      ...(threads && { threads }),
    }),
    ...hlsArgs(name),
  ];
}

/**
 * Unlike the picture, sound keeps ffmpeg's own start: its segments must lie exactly where their playlist says, or hls.js
 * takes a short last one for missing and never reports the end. The price is an encoder delay of 21 ms.
 */
function audioArgs({ name, bitrate, channels, sampleRate }: AudioRendition): string[] {
  return [...flags({ map: `[${name}]`, 'c:a': 'aac', 'b:a': bitrate, ac: channels, ar: sampleRate }), ...hlsArgs(name)];
}

/**
 * Single frames spread over the video, the first at its very start: ffmpeg reports no progress before every output has
 * begun, so one frame chosen at the end by a filter would hide all of it.
 */
function posterArgs(): string[] {
  const picture = {
    map: '[posters]',
    fps_mode: 'passthrough',
    'c:v': 'mjpeg',
    pix_fmt: 'yuvj420p',
    'q:v': 3,
    f: 'image2',
  };
  return [...flags(picture), POSTER_CANDIDATE_PATTERN];
}

/**
 * The arguments of the one ffmpeg process: one decode, every rendition, frames for the poster. Output names are
 * relative, so ffmpeg must be started inside the output folder, where the rendition folders exist already; no name of
 * ours can then be taken for a pattern.
 */
export function transcodeArgs(job: TranscodePlan): string[] {
  const { probe, ladder } = job;
  const filters = [
    ...(probe.video ? pictureFilters(probe.video, ladder, probe.durationMs) : []),
    ...(probe.audio ? soundFilters(probe.audio, ladder, probe.durationMs) : []),
  ];
  return [
    ...['-nostdin', '-hide_banner'],
    ...flags({ v: 'error', progress: 'pipe:1', stats_period: 0.5 }),
    ...safeInputArgs(job.input, [probe.container]),
    ...flags({ filter_complex: filters.join(';') }),
    ...ladder.video.flatMap((rendition) => videoArgs(rendition, job)),
    ...[ladder.sound, ladder.audioOnly].flatMap((rendition) => (rendition ? audioArgs(rendition) : [])),
    ...(ladder.video.length > 0 ? posterArgs() : []),
  ];
}
