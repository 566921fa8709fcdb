import { readCaptionClock } from './clock.js';
import type { RawCaptions } from './raw-cue.js';

const FIELDS = 'Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text';
/** What stands in braces is styling or a remark. No brace within, so that a search never looks at a character twice. */
const BRACES = /\{[^{}]*\}/g;
/** Within braces: from here on the text is a drawing. */
const DRAWING = /\\p[1-9]/;

/** Sub Station Alpha, both versions: the text of its dialogue without any styling; drawings are left out. */
export function readAss(lines: readonly string[]): RawCaptions {
  const found: RawCaptions = { cues: [], faults: [] };
  let fields = fieldsOf(FIELDS);
  let inEvents = false;
  for (const [i, line] of lines.entries()) {
    const colon = line.indexOf(':');
    const [kind, rest] = [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1)];
    if (line.startsWith('[')) inEvents = /^\[events\]/i.test(line);
    else if (inEvents && kind === 'format') fields = fieldsOf(rest);
    else if (inEvents && kind === 'dialogue') {
      const values = splitAt(rest, fields.count);
      const text = values[fields.text] ?? '';
      const [startMs, endMs] = [readCaptionClock(values[fields.start] ?? ''), readCaptionClock(values[fields.end] ?? '')];
      if (startMs === null || endMs === null) found.faults.push({ line: i + 1, code: 'unreadable_time' });
      else if (!isDrawing(text)) found.cues.push({ line: i + 1, startMs, endMs, text: plain(text) });
    }
  }
  return found;
}

/** Where in a line the fields stand that are read; looked up once, since a file may name a million. */
function fieldsOf(format: string): { count: number; start: number; end: number; text: number } {
  const names = format.split(',').map((name) => name.trim().toLowerCase());
  return { count: names.length, start: names.indexOf('start'), end: names.indexOf('end'), text: names.indexOf('text') };
}

/** Fields between commas; the last one keeps its own. */
function splitAt(text: string, fields: number): string[] {
  const values: string[] = [];
  let from = 0;
  for (let comma = text.indexOf(','); comma >= 0 && values.length < fields - 1; comma = text.indexOf(',', from)) {
    values.push(text.slice(from, comma));
    from = comma + 1;
  }
  return [...values, text.slice(from)];
}

function isDrawing(text: string): boolean {
  return text.match(BRACES)?.some((tag) => DRAWING.test(tag)) ?? false;
}

function plain(text: string): string {
  return text.replace(BRACES, '').replace(/\\[Nn]/g, '\n').replace(/\\h/g, ' ');
}
