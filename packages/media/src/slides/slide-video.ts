import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { MediaError } from '../errors.js';
import { flags } from '../tools/flags.js';
import { runTool } from '../tools/run-tool.js';
import { findSlideFonts, type SlideFonts } from './fonts.js';
import { melody } from './melody.js';
import { drawSlides, SLIDE_COLOURS, SLIDE_HEIGHT, SLIDE_WIDTH, TIME_LINE } from './slide-drawing.js';
import { planSlides } from './slide-plan.js';

/** A generated lesson for demo content. */
export interface SlideVideo {
  /** The MP4 to write; its folder must exist. Appears there only when it is whole. */
  output: string;
  title: string;
  /** Course and instructor, for instance. */
  subtitle: string;
  /** The lesson in sentences; shown a few at a time. */
  lines: string[];
  /** Whole seconds; the video is exactly this long. */
  seconds: number;
  /** Same seed, same melody and ornament. */
  seed: number;
  /** Colour of titles and ornament, `#rrggbb`; cobalt when absent. */
  accent?: string;
  /** Found through fontconfig when absent. */
  fonts?: SlideFonts;
  /** Niceness 0–19 of ffmpeg; 10 when absent. */
  niceness?: number;
  signal?: AbortSignal;
}

const FRAMES_PER_SECOND = 10;
const KEY_FRAME_SECONDS = 10;
const DEFAULT_NICENESS = 10;
const DEADLINE_BASE_MS = 60_000;
const SLIDES_FILE = 'slides.ass';
const MELODY_FILE = 'melody.wav';
const VIDEO_FILE = 'video.mp4';

const ffmpegColour = (hex: string): string => `0x${hex.slice(1)}`;

/** The one conversion from drawn colours to those of high-definition video; ffmpeg would take the old television's. */
const TO_VIDEO = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';
const COLOUR_TAGS = { colorspace: 'bt709', color_primaries: 'bt709', color_trc: 'bt709', color_range: 'tv' };

function plane(hex: string, width: number, height: number, rate: number, seconds: number): string {
  return `color=c=${ffmpegColour(hex)}:s=${width}x${height}:r=${rate}:d=${seconds},format=rgb24`;
}

/** Slides change on whole seconds, so libass draws one frame a second; only the time line moves in between. */
function filters(seconds: number, accent: string): string {
  const { x, y, width, height } = TIME_LINE;
  const strip = (hex: string): string => `${plane(hex, width, height, FRAMES_PER_SECOND, seconds)},${TO_VIDEO}`;
  return [
    `${plane(SLIDE_COLOURS.paper, SLIDE_WIDTH, SLIDE_HEIGHT, 1, seconds + 1)},ass=f=${SLIDES_FILE},${TO_VIDEO},fps=${FRAMES_PER_SECOND}[slides]`,
    `${strip(SLIDE_COLOURS.line)}[ground]`,
    `${strip(accent)}[line]`,
    `[ground][line]overlay=x='${width}*(t/${seconds}-1)':y=0[time]`,
    `[slides][time]overlay=x=${x}:y=${y},trim=end=${seconds}[video]`,
  ].join(';');
}

function slideVideoArgs(seconds: number, accent: string): string[] {
  return [
    ...['-nostdin', '-hide_banner'],
    ...flags({ v: 'error', f: 'wav', i: MELODY_FILE, filter_complex: filters(seconds, accent), map: '[video]' }),
    // Still pictures: the quickest preset loses nothing but a few bytes, and this file is only a source.
    ...flags({ 'c:v': 'libx264', preset: 'ultrafast', 'x264-params': 'cabac=1:deblock=0,0', crf: 18 }),
    ...flags({ g: FRAMES_PER_SECOND * KEY_FRAME_SECONDS, ...COLOUR_TAGS }),
    ...flags({ map: '0:a', 'c:a': 'aac', 'b:a': 64_000, t: seconds, movflags: '+faststart' }),
    VIDEO_FILE,
  ];
}

/**
 * Makes a lesson a real instructor could have uploaded: 1280×720 H.264 + AAC in MP4, slides with a line of time, and a
 * quiet melody.
 *
 * @throws RangeError when the lines do not fit into the seconds
 * @throws MediaError `font_missing`, `tool_missing`, `tool_failed`, `aborted`, `deadline_exceeded`
 */
export async function generateSlideVideo(video: SlideVideo): Promise<void> {
  const slides = planSlides(video.lines, video.seconds);
  const accent = video.accent ?? SLIDE_COLOURS.cobalt;
  const fonts = video.fonts ?? (await findSlideFonts());
  const output = resolve(video.output);
  const dir = await mkdtemp(join(dirname(output), '.slides-'));
  try {
    await writeFile(
      join(dir, SLIDES_FILE),
      drawSlides(slides, { title: video.title, subtitle: video.subtitle, seed: video.seed, accent, fonts }),
    );
    await writeFile(join(dir, MELODY_FILE), melody(video.seconds, video.seed));
    const end = await runTool({
      tool: 'ffmpeg',
      args: slideVideoArgs(video.seconds, accent),
      cwd: dir,
      signal: video.signal,
      deadlineMs: DEADLINE_BASE_MS + video.seconds * 1000,
      niceness: video.niceness ?? DEFAULT_NICENESS,
      ownPaths: [dir],
    });
    if (end.code !== 0) throw new MediaError('tool_failed', end.stderr);
    await rename(join(dir, VIDEO_FILE), output);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
