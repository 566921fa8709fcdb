import { captionClock } from './clock.js';
import type { CaptionCue } from './cues.js';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A WebVTT document in which nothing of the text is markup, not even its arrow. The text is as `cleanCaptionText` leaves it. */
export function toVtt(cues: readonly CaptionCue[]): string {
  const blocks = cues.map(({ startMs, endMs, text }) => `${captionClock(startMs, '.')} --> ${captionClock(endMs, '.')}\n${text.replace(/[&<>]/g, (mark) => ENTITIES[mark] ?? '')}\n`);
  return ['WEBVTT\n', ...blocks].join('\n');
}

/** A SubRip document, with the ends of lines that editors on Windows expect. SubRip cannot write an arrow in a text. */
export function toSrt(cues: readonly CaptionCue[]): string {
  const blocks = cues.map(({ startMs, endMs, text }, i) => `${i + 1}\n${captionClock(startMs, ',')} --> ${captionClock(endMs, ',')}\n${text.replace(/-->/g, '→')}\n`);
  return blocks.join('\n').replace(/\n/g, '\r\n');
}
