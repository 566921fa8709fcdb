/**
 * Captions of a generated lesson.
 *
 * @param lines the spoken lines, in order
 * @param seconds length of the video
 * @returns a WebVTT document
 */
export function slideCaptions(lines: string[], seconds: number): string {
  return `WEBVTT\n\n${lines.length}${seconds}`;
}
