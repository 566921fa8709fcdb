import { loudnessFilters } from '../loudness.js';
import type { FilmFacts } from '../source/facts.js';
import { framesPerSecond } from '../source/frame-rate.js';
import { SLIDES_HEAD_START_SECONDS, type AudioRendition, type VideoRendition } from '../source/ladder.js';
import type { AudioTrack, VideoTrack } from '../source/probe.js';
import { safeInputArgs } from '../source/safe-input.js';
import { flags } from '../tools/flags.js';
import {
  INIT_FILE,
  playlistFile,
  POSTER_CANDIDATE_PATTERN,
  PREVIEW_TILE_PATTERN,
  SEGMENT_PATTERN,
  SEGMENT_SECONDS,
  SHORTEST_SEGMENT_SECONDS,
} from './layout.js';
import type { Pass } from './passes.js';
import { planPreviews, sheetFilter } from './previews.js';

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
/** Bounds the size of a key frame, which writing needs, and so of a segment, for which a poor line waits. */
const SLIDES_BUFFER_SECONDS = 3;

/** Phones and editors leave the colours of some such films unsaid, but these pictures have only those of BT.2100. */
const TONE_MAP = [
  'setparams=color_primaries=bt2020:colorspace=bt2020nc',
  'zscale=t=linear:npl=100',
  'format=gbrpf32le',
  'zscale=p=bt709',
  'tonemap=hable:desat=0',
  'zscale=t=bt709:m=bt709:r=tv',
];

/** One picture of every two halves; those of a mixed film that are whole stay as they are. */
const WHOLE_PICTURES = 'bwdif=mode=send_frame:deint=interlaced';

/** What one ffmpeg process needs to know. */
export interface PassPlan {
  input: string;
  source: FilmFacts;
  pass: Pass;
  /** The picture of the source is published as it is: its segments begin at these seconds, so all others begin there too. */
  cuts: readonly number[] | null;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

interface Size {
  width: number;
  height: number;
}

/** Scaled, with square pixels, for ordinary screens. */
function shown({ width, height }: Size, video: VideoTrack, quality: 'bicubic' | 'bilinear'): string[] {
  return [`scale=${width}:${height}:flags=${quality}`, 'setsar=1', ...(video.hdr ? TONE_MAP : []), 'format=yuv420p'];
}

function posterSize({ width, height }: Size): Size {
  const factor = Math.min(1, POSTER_LARGEST_SIDE / Math.min(width, height));
  const even = (pixels: number): number => Math.max(2, 2 * Math.floor((pixels * factor) / 2));
  return { width: even(width), height: even(height) };
}

/**
 * One frame a second; where segments begin elsewhere than at whole seconds, also the source's key frames, among which
 * all those moments are, and the very last one: it is said to last no longer than one frame, in the playlist and in the
 * segment alike.
 */
function slidesPace({ source: { durationMs }, cuts, pass }: PassPlan): string[] {
  const frames = Math.max(1, Math.round(durationMs / 1000));
  const nearEnd = seconds(durationMs - 1500 / framesPerSecond(pass.fps));
  return cuts
    ? [`select='isnan(prev_selected_t)+key+gte(t-prev_selected_t,1)+gte(t,${nearEnd})*lt(prev_selected_t,${nearEnd})'`]
    : ['fps=1:start_time=0', 'tpad=stop_mode=clone:stop=1', `trim=end_frame=${frames}`];
}

/** The pictures of few frames: thinned out first, so that scaling them costs nothing. */
function sparsePictures(plan: PassPlan, video: VideoTrack): { label: string; filters: string[] }[] {
  const { source, pass } = plan;
  const { durationMs } = source;
  const previews = planPreviews(video, durationMs);
  const every = (step: string): string => `select='gte(t,selected_n*${step})'`;
  return [
    ...(pass.slides ? [{ label: 'slides', filters: [...slidesPace(plan), ...shown(pass.slides, video, 'bicubic')] }] : []),
    ...(pass.poster
      ? [{ label: 'posters', filters: [every(seconds(durationMs / POSTER_CANDIDATES)), ...shown(posterSize(video), video, 'bicubic')] }]
      : []),
    ...(pass.previews ? [{ label: 'tiles', filters: [every(previews.step.toFixed(3)), ...shown(previews, video, 'bicubic')] }] : []),
  ];
}

/** The smaller sizes are scaled from the next larger one, which is cheaper than from the source each. */
function renditionFilters(feed: string, renditions: VideoRendition[], video: VideoTrack): string[] {
  return renditions.map((rendition, i) => {
    const from = i === 0 ? feed : `from${i}`;
    const filters = i === 0 ? shown(rendition, video, 'bicubic') : [`scale=${rendition.width}:${rendition.height}:flags=bilinear`];
    const next = i + 1 < renditions.length ? `,split=2[${rendition.name}][from${i + 1}]` : `[${rendition.name}]`;
    return `[${from}]${filters.join(',')}${next}`;
  });
}

/** The source once: whole pictures, steady frame rate from moment zero, whole length; then every size of it. */
function pictureFilters(plan: PassPlan, video: VideoTrack): string[] {
  const { source, pass } = plan;
  const sparse = sparsePictures(plan, video);
  const feeds = [...(pass.video.length > 0 ? ['moving'] : []), ...sparse.map(({ label }) => `${label}All`)];
  if (feeds.length === 0) return [];
  const steady = [
    ...(video.interlaced ? [WHOLE_PICTURES] : []),
    `fps=${pass.fps.num}/${pass.fps.den}:start_time=0`,
    `tpad=stop_mode=clone:stop_duration=${seconds(source.durationMs - video.endMs + FORGIVEN_MS)}`,
    `trim=end=${seconds(source.durationMs)}`,
    `split=${feeds.length}${feeds.map((feed) => `[${feed}]`).join('')}`,
  ];
  return [
    `[0:${video.index}]${steady.join(',')}`,
    ...(pass.video.length > 0 ? renditionFilters('moving', pass.video, video) : []),
    ...sparse.map(({ label, filters }) => `[${label}All]${filters.join(',')}[${label}]`),
  ];
}

function soundFilters({ source, pass }: PassPlan, audio: AudioTrack): string[] {
  if (pass.sounds.length === 0) return [];
  const steady = [
    'aresample=async=1:first_pts=0',
    `apad=pad_dur=${seconds(source.durationMs - audio.endMs + FORGIVEN_MS)}`,
    `atrim=end=${seconds(source.durationMs)}`,
    `asplit=${pass.sounds.length}${pass.sounds.map(({ name }) => `[${name}All]`).join('')}`,
  ];
  return [
    `[0:${audio.index}]${steady.join(',')}`,
    ...pass.sounds.map(({ name, channels }) => `[${name}All]${loudnessFilters(source.loudness, audio, channels).join(',')}[${name}]`),
  ];
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
function keyFrames({ source, cuts }: PassPlan): Record<string, string | number> {
  if (cuts) return { force_key_frames: cuts.map((cut) => cut.toFixed(4)).join(',') };
  const lastCut = source.durationMs / 1000 - SHORTEST_SEGMENT_SECONDS;
  return {
    force_key_frames: `expr:gte(t,n_forced*${SEGMENT_SECONDS})*(not(n_forced)+lte(n_forced*${SEGMENT_SECONDS},${lastCut.toFixed(3)}))`,
  };
}

/** Frames between two key frames that are not forced: more than any segment has. */
function longestGroup({ cuts, source }: PassPlan, fps: number): number {
  const ends = cuts ? [...cuts.slice(1), source.durationMs / 1000] : [SEGMENT_SECONDS + SHORTEST_SEGMENT_SECONDS];
  const longest = Math.max(...ends.map((end, i) => end - (cuts?.[i] ?? 0)));
  return Math.ceil(fps * longest) + 1;
}

function videoArgs({ name, maxBitrate }: VideoRendition, plan: PassPlan): string[] {
  return [
    ...flags({
      map: `[${name}]`,
      'c:v': 'libx264',
      preset: PRESET,
      'profile:v': 'high',
      crf: RATE_FACTOR,
      maxrate: maxBitrate,
      bufsize: 2 * maxBitrate,
      ...keyFrames(plan),
      g: longestGroup(plan, framesPerSecond(plan.pass.fps)),
      sc_threshold: 0,
      // Leaves the delay of reordered frames to the edit list, so that the picture starts at zero like the sound.
      avoid_negative_ts: 'disabled',
    }),
    ...hlsArgs(name),
  ];
}

/** Frames at uneven distances last until the next one; the encoder would say one frame of the full rate of each. */
const LASTING_UNTIL_THE_NEXT = 'setts=duration=if(gt(NEXT_PTS\\,PTS)\\,NEXT_PTS-PTS\\,DURATION)';

/**
 * So few frames can be encoded carefully; without reordering and looking far ahead the first segment does not wait for
 * half a minute of the source.
 */
function slidesArgs({ name, maxBitrate }: VideoRendition, plan: PassPlan): string[] {
  return [
    ...flags({
      map: `[${name}]`,
      'c:v': 'libx264',
      preset: 'medium',
      tune: 'stillimage',
      'profile:v': 'high',
      threads: 1,
      bf: 0,
      'rc-lookahead': 4,
      crf: RATE_FACTOR,
      maxrate: maxBitrate,
      bufsize: SLIDES_BUFFER_SECONDS * maxBitrate,
      rc_init_occupancy: SLIDES_HEAD_START_SECONDS * maxBitrate,
      ...keyFrames(plan),
      g: longestGroup(plan, framesPerSecond(plan.pass.fps)),
      sc_threshold: 0,
      fps_mode: 'passthrough',
      ...(plan.cuts && { 'bsf:v': LASTING_UNTIL_THE_NEXT }),
      avoid_negative_ts: 'disabled',
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
 * begun, so one picture composed at the end by a filter would hide all of it.
 */
function pictureArgs(label: string, pattern: string): string[] {
  return [
    ...flags({ map: `[${label}]`, fps_mode: 'passthrough', 'c:v': 'mjpeg', pix_fmt: 'yuvj420p', 'q:v': 3, f: 'image2' }),
    pattern,
  ];
}

const QUIET = ['-nostdin', '-hide_banner', '-v', 'error'];

/**
 * The arguments of one ffmpeg process: one decode, every rendition of its pass. Output names are relative, so ffmpeg must
 * be started inside a folder where the rendition folders exist already; no name of ours can then be taken for a pattern.
 */
export function transcodeArgs(plan: PassPlan): string[] {
  const { source, pass } = plan;
  const { video, audio } = source.probe;
  const filters = [...(video ? pictureFilters(plan, video) : []), ...(audio ? soundFilters(plan, audio) : [])];
  // The poster of a copied picture is chosen among its key frames; nothing else of it is decoded.
  const keyFramesOnly = pass.poster && pass.video.length === 0;
  return [
    ...QUIET,
    ...flags({ progress: 'pipe:1', stats_period: 0.5 }),
    ...(keyFramesOnly ? flags({ skip_frame: 'nokey' }) : []),
    ...safeInputArgs(plan.input, [source.probe.container]),
    ...flags({ filter_complex: filters.join(';') }),
    ...pass.video.flatMap((rendition) => videoArgs(rendition, plan)),
    ...(pass.slides ? slidesArgs(pass.slides, plan) : []),
    ...pass.sounds.flatMap((rendition) => audioArgs(rendition)),
    ...(pass.poster ? pictureArgs('posters', POSTER_CANDIDATE_PATTERN) : []),
    ...(pass.previews ? pictureArgs('tiles', PREVIEW_TILE_PATTERN) : []),
  ];
}

/** The arguments that cut the source's own picture into segments, without encoding it again. */
export function copyArgs(input: string, source: FilmFacts, name: string): string[] {
  return [
    ...QUIET,
    ...flags({ progress: 'pipe:1', stats_period: 0.5 }),
    ...safeInputArgs(input, [source.probe.container]),
    ...flags({ map: `0:${source.probe.video?.index ?? 0}`, c: 'copy', avoid_negative_ts: 'disabled' }),
    ...hlsArgs(name),
  ];
}

/** The arguments that put the tiles of the scrub previews into one sheet. */
export function sheetArgs(tiles: number, sheet: string): string[] {
  return [
    ...QUIET,
    ...flags({ protocol_whitelist: 'file', f: 'image2', i: PREVIEW_TILE_PATTERN, vf: sheetFilter(tiles), 'frames:v': 1, 'q:v': 4, update: 1 }),
    sheet,
  ];
}
