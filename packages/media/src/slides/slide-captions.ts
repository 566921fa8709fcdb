import { planSlides } from './slide-plan.js';

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${parts.map((part) => String(part).padStart(2, '0')).join(':')}.000`;
}

/** `<` and `&` begin markup in WebVTT; `-->` is its arrow, and goes with the `>`. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(/\s+/g, ' ').trim();
}

/**
 * Captions of a generated lesson, one cue per line, at the moments {@link planSlides} gives them.
 *
 * @param lines the spoken lines, in order
 * @param seconds whole seconds of the video
 * @returns a WebVTT document
 */
export function slideCaptions(lines: string[], seconds: number): string {
  const cues = planSlides(lines, seconds).flatMap((slide) => slide.lines);
  return [
    'WEBVTT\n',
    ...cues.map((cue, i) => `${i + 1}\n${clock(cue.start)} --> ${clock(cue.end)}\n${escape(cue.text)}\n`),
  ].join('\n');
}
