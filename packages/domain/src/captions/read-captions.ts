import { CAPTION_LIMITS, type CaptionCue, type CaptionFaultCode, type CaptionNoteCode, byTime, cleanCaptionText, cueFault, overlapping } from './cues.js';
import type { AtLine, RawCaptions } from './raw-cue.js';
import { readAss } from './read-ass.js';
import { readSrt, readVtt } from './read-blocks.js';

const READERS = { srt: readSrt, vtt: readVtt, ass: readAss };
/** SRT, WebVTT, or ASS and its predecessor SSA. */
export type CaptionFormat = keyof typeof READERS;

/** What was read of a caption file. With a fault, its cues are not to be used. */
export interface CaptionReading {
  format: CaptionFormat;
  /** In order, clean, within the film. */
  cues: CaptionCue[];
  faults: AtLine<CaptionFaultCode>[];
  notes: AtLine<CaptionNoteCode>[];
}

/**
 * Reads captions of a film: SubRip, WebVTT, ASS or SSA, told by what they begin with. Nothing of their styling stays.
 * It takes any text, in time that grows with its length.
 *
 * @param durationMs of the film
 */
export function readCaptions(text: string, durationMs: number): CaptionReading {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const format = formatOf(lines);
  const raw = READERS[format](lines);
  const faults = [...raw.faults];
  const notes: AtLine<CaptionNoteCode>[] = [];
  const kept = raw.cues.flatMap((cue, i) => {
    const clean = { ...cue, text: cleanCaptionText(cue.text) };
    if (clean.text === '') {
      notes.push({ line: cue.line, code: 'left_out' });
      return [];
    }
    const fault = cueFault(clean, durationMs);
    if (fault) faults.push({ line: cue.line, code: fault });
    // ASS is sorted by nobody; only a file that is read from above is out of order.
    if (format !== 'ass' && cue.startMs < (raw.cues[i - 1]?.startMs ?? 0)) notes.push({ line: cue.line, code: 'out_of_order' });
    return [clean];
  });
  faults.push(...countFaults(raw, kept.length, format));
  kept.sort(byTime);
  for (const i of overlapping(kept)) notes.push({ line: kept[i]?.line ?? 0, code: 'overlap' });
  const byLine = (a: { line: number }, b: { line: number }) => a.line - b.line;
  return { format, cues: kept.map(({ startMs, endMs, text: clean }) => ({ startMs, endMs, text: clean })), faults: faults.sort(byLine), notes: notes.sort(byLine) };
}

function formatOf(lines: readonly string[]): CaptionFormat {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (/^WEBVTT(?:\s|$)/.test(first)) return 'vtt';
  return first.startsWith('[') ? 'ass' : 'srt';
}

function countFaults(raw: RawCaptions, kept: number, format: CaptionFormat): AtLine<CaptionFaultCode>[] {
  // WebVTT names itself: one without cues is where captions begin to be written by hand.
  if (kept === 0 && raw.faults.length === 0 && format !== 'vtt') return [{ line: 1, code: 'no_cues' }];
  if (raw.faults.some(({ code }) => code === 'too_many')) return [];
  const beyond = raw.cues[CAPTION_LIMITS.cues];
  return kept > CAPTION_LIMITS.cues && beyond ? [{ line: beyond.line, code: 'too_many' }] : [];
}
