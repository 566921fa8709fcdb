import { resolve } from 'node:path';
import { flags } from '../tools/flags.js';

/**
 * Containers ffmpeg may open. Playlists and scripts (hls, concat, dash, sdp, imf …) are not among them: an upload that
 * is one in truth names other files, and `-protocol_whitelist file` alone lets ffmpeg read them (reliability.md,
 * finding 5).
 */
export const CONTAINERS = ['mov', 'matroska', 'avi', 'flv', 'mpegts', 'mp3', 'aac', 'wav', 'ogg', 'flac', 'amr'] as const;
export type Container = (typeof CONTAINERS)[number];

/**
 * Picture codecs by ffprobe's name, with the decoders ffmpeg has for them. Rare decoders stay shut: uploads are
 * hostile.
 */
export const VIDEO_DECODERS: Record<string, readonly string[]> = {
  h264: ['h264'],
  hevc: ['hevc'],
  vp8: ['vp8', 'libvpx'],
  vp9: ['vp9', 'libvpx-vp9'],
  av1: ['libdav1d', 'libaom-av1', 'av1'],
  mpeg4: ['mpeg4'],
  msmpeg4v3: ['msmpeg4'],
  mpeg2video: ['mpeg2video'],
  h263: ['h263'],
  flv1: ['flv'],
  mjpeg: ['mjpeg'],
  prores: ['prores'],
  dvvideo: ['dvvideo'],
};

/** Sound codecs by ffprobe's name, with the decoders ffmpeg has for them. */
export const AUDIO_DECODERS: Record<string, readonly string[]> = {
  aac: ['aac'],
  mp3: ['mp3float', 'mp3'],
  mp2: ['mp2float', 'mp2'],
  ac3: ['ac3'],
  eac3: ['eac3'],
  opus: ['opus', 'libopus'],
  vorbis: ['vorbis'],
  flac: ['flac'],
  alac: ['alac'],
  amr_nb: ['amrnb'],
  amr_wb: ['amrwb'],
  ...Object.fromEntries(
    [
      'pcm_s16le',
      'pcm_s16be',
      'pcm_s24le',
      'pcm_s24be',
      'pcm_s32le',
      'pcm_f32le',
      'pcm_u8',
      'pcm_alaw',
      'pcm_mulaw',
      'adpcm_ms',
      'adpcm_ima_wav',
    ].map((name) => [name, [name]]),
  ),
};

/**
 * Subtitles, covers and second sounds that come along in honest files. They are never used, but ffprobe refuses a file
 * it may not look through.
 */
const COMPANIONS = [
  'mov_text',
  'subrip',
  'srt',
  'ass',
  'ssa',
  'webvtt',
  'text',
  'dvdsub',
  'dvbsub',
  'pgssub',
  'cc_dec',
  'png',
  'bmp',
  'gif',
  'webp',
  'dca',
  'truehd',
  'wmav2',
];

const DECODERS = [...Object.values(VIDEO_DECODERS), ...Object.values(AUDIO_DECODERS), COMPANIONS].flat();

/**
 * The arguments that open a hostile file for ffmpeg or ffprobe.
 *
 * @param file any path; made absolute and prefixed, so that no name can be an option, an address or a pattern
 * @param containers the only demuxers that may open it; a single one is forced, and nothing is guessed any more
 */
export function safeInputArgs(file: string, containers: readonly string[] = CONTAINERS): string[] {
  const [only, ...others] = containers;
  return flags({
    protocol_whitelist: 'file',
    format_whitelist: containers.join(','),
    codec_whitelist: DECODERS.join(','),
    ...(only && others.length === 0 && { f: only }),
    i: `file:${resolve(file)}`,
  });
}
