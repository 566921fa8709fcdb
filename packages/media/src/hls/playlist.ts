import { framesPerSecond, type FrameRate } from '../source/frame-rate.js';
import type { OutputRendition } from './layout.js';

/** A media playlist as far as a finished lesson has one. */
export interface MediaPlaylist {
  /** File of the init segment; null when missing. */
  init: string | null;
  segments: { file: string; seconds: number }[];
  /** True when the playlist says that it is complete. */
  ended: boolean;
}

const MAP = /^#EXT-X-MAP:.*URI="([^"]+)"/;
const LENGTH = /^#EXTINF:([\d.]+)/;

/** Reads a media playlist. Anything it does not know is passed over, as RFC 8216 asks. */
export function parseMediaPlaylist(text: string): MediaPlaylist {
  const playlist: MediaPlaylist = { init: null, segments: [], ended: false };
  let seconds = 0;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) {
      playlist.init = MAP.exec(line)?.[1] ?? playlist.init;
      seconds = Number(LENGTH.exec(line)?.[1] ?? seconds);
      playlist.ended ||= line === '#EXT-X-ENDLIST';
    } else if (line) playlist.segments.push({ file: line, seconds });
  }
  return playlist;
}

/** The rendition files a master playlist names, in its order. */
export function parseMasterFiles(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const media = /^#EXT-X-MEDIA:.*URI="([^"]+)"/.exec(line)?.[1];
    return media ?? (line && !line.startsWith('#') ? line : []);
  });
}

const STARTS_AT_SIDE = 480;
const SOUND_GROUP = 'sound';
const LISTENING_GROUP = 'listening';

/**
 * Players begin with the first variant: the largest that a poor line can carry stands first, the others follow from the
 * largest downward.
 */
function inPlayingOrder(video: OutputRendition[]): OutputRendition[] {
  const first =
    video.find((rendition) => Math.min(rendition.width, rendition.height) <= STARTS_AT_SIDE) ?? video.at(-1);
  return first ? [first, ...video.filter((rendition) => rendition !== first)] : [];
}

const group = (id: string, name: string, { playlistFile }: OutputRendition): string =>
  `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${id}",NAME="${name}",DEFAULT=YES,AUTOSELECT=YES,URI="${playlistFile}"`;

function pictureVariant(picture: OutputRendition, sound: OutputRendition | undefined, frameRate: number): string[] {
  const attributes = [
    `BANDWIDTH=${picture.bandwidth + (sound?.bandwidth ?? 0)}`,
    `AVERAGE-BANDWIDTH=${picture.averageBandwidth + (sound?.averageBandwidth ?? 0)}`,
    `CODECS="${[picture.codecs, ...(sound ? [sound.codecs] : [])].join(',')}"`,
    `RESOLUTION=${picture.width}x${picture.height}`,
    `FRAME-RATE=${frameRate.toFixed(3)}`,
    ...(sound ? [`AUDIO="${sound.kind === 'sound' ? SOUND_GROUP : LISTENING_GROUP}"`] : []),
  ];
  return [`#EXT-X-STREAM-INF:${attributes.join(',')}`, picture.playlistFile];
}

function soundVariant({ bandwidth, averageBandwidth, codecs, playlistFile }: OutputRendition): string[] {
  return [`#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},AVERAGE-BANDWIDTH=${averageBandwidth},CODECS="${codecs}"`, playlistFile];
}

/**
 * Writes a master playlist: the video renditions share one sound group, slides have the sound for listening, which is
 * also a variant of its own. A recording has its two sounds as variants.
 *
 * @param renditions largest video first, as verified on disk
 */
export function masterPlaylist(renditions: OutputRendition[], fps: FrameRate): string {
  const sound = renditions.find((rendition) => rendition.kind === 'sound');
  const audioOnly = renditions.find((rendition) => rendition.kind === 'audio-only');
  const slides = renditions.find((rendition) => rendition.kind === 'slides');
  const video = renditions.filter((rendition) => rendition.kind === 'video');
  const listening = video.length > 0 ? [audioOnly] : [sound, audioOnly];
  const lines = [
    ...['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS'],
    ...(sound && video.length > 0 ? [group(SOUND_GROUP, '原声', sound)] : []),
    ...(audioOnly && slides ? [group(LISTENING_GROUP, '原声（省流量）', audioOnly)] : []),
    ...inPlayingOrder(video).flatMap((rendition) => pictureVariant(rendition, sound, framesPerSecond(fps))),
    ...(slides ? pictureVariant(slides, audioOnly, 1) : []),
    ...listening.flatMap((rendition) => (rendition ? soundVariant(rendition) : [])),
  ];
  return `${lines.join('\n')}\n`;
}
