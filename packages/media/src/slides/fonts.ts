import { MediaError } from '../errors.js';

/** One font as fontconfig names it. */
export interface SlideFont {
  family: string;
  file: string;
}

/** The faces of a slide: Song for titles, sans for what is read. */
export interface SlideFonts {
  title: SlideFont;
  body: SlideFont;
}

/**
 * Finds Chinese fonts through fontconfig.
 *
 * @throws MediaError `font_missing`
 */
export async function findSlideFonts(): Promise<SlideFonts> {
  throw new MediaError('font_missing');
}
