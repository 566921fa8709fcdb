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

/**
 * Players begin with the first variant: the largest that a poor line can carry stands first, the others follow from the
 * largest downward.
 */
function inPlayingOrder(video: OutputRendition[]): OutputRendition[] {
  const first =
    video.find((rendition) => Math.min(rendition.width, rendition.height) <= STARTS_AT_SIDE) ?? video.at(-1);
  return first ? [first, ...video.filter((rendition) => rendition !== first)] : [];
}

/**
 * Writes the master playlist: the video renditions share one sound group; the rendition for listening is a variant of
 * its own.
 *
 * @param renditions largest video first, as verified on disk
 */
export function masterPlaylist(renditions: OutputRendition[], fps: FrameRate): string {
  const sound = renditions.find((rendition) => rendition.kind === 'sound');
  const audioOnly = renditions.find((rendition) => rendition.kind === 'audio-only');
  const video = renditions.filter((rendition) => rendition.kind === 'video');
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS'];
  if (sound && video.length > 0)
    lines.push(
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="原声",DEFAULT=YES,AUTOSELECT=YES,URI="${sound.playlistFile}"`,
    );
  for (const rendition of inPlayingOrder(video)) {
    const attributes = [
      `BANDWIDTH=${rendition.bandwidth + (sound?.bandwidth ?? 0)}`,
      `AVERAGE-BANDWIDTH=${rendition.averageBandwidth + (sound?.averageBandwidth ?? 0)}`,
      `CODECS="${[rendition.codecs, ...(sound ? [sound.codecs] : [])].join(',')}"`,
      `RESOLUTION=${rendition.width}x${rendition.height}`,
      `FRAME-RATE=${framesPerSecond(fps).toFixed(3)}`,
      ...(sound ? ['AUDIO="sound"'] : []),
    ];
    lines.push(`#EXT-X-STREAM-INF:${attributes.join(',')}`, rendition.playlistFile);
  }
  for (const listening of video.length > 0 ? [audioOnly] : [sound, audioOnly])
    if (listening)
      lines.push(
        `#EXT-X-STREAM-INF:BANDWIDTH=${listening.bandwidth},AVERAGE-BANDWIDTH=${listening.averageBandwidth},CODECS="${listening.codecs}"`,
        listening.playlistFile,
      );
  return `${lines.join('\n')}\n`;
}
