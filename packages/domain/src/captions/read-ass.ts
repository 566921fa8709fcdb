import { readCaptionClock } from './clock.js';
import type { RawCaptions } from './raw-cue.js';

const FIELDS = 'Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text';
/** What stands in braces is styling or a remark. No brace within, so that a search never looks at a character twice. */
const BRACES = /\{[^{}]*\}/g;
/** From here on the text is a drawing. */
const DRAWING = /\{[^{}]*\\p[1-9][^{}]*\}/;

/** Sub Station Alpha, both versions: the text of its dialogue without any styling; drawings are left out. */
export function readAss(lines: readonly string[]): RawCaptions {
  const found: RawCaptions = { cues: [], faults: [] };
  let fields = namesOf(FIELDS);
  let inEvents = false;
  for (const [i, line] of lines.entries()) {
    const colon = line.indexOf(':');
    const [kind, rest] = [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1)];
    if (line.startsWith('[')) inEvents = /^\[events\]/i.test(line);
    else if (inEvents && kind === 'format') fields = namesOf(rest);
    else if (inEvents && kind === 'dialogue') {
      const values = splitAt(rest, fields.length);
      const value = (name: string) => values[fields.indexOf(name)] ?? '';
      const [startMs, endMs] = [readCaptionClock(value('start')), readCaptionClock(value('end'))];
      if (startMs === null || endMs === null) found.faults.push({ line: i + 1, code: 'unreadable_time' });
      else if (!DRAWING.test(value('text'))) found.cues.push({ line: i + 1, startMs, endMs, text: plain(value('text')) });
    }
  }
  return found;
}

const namesOf = (format: string) => format.split(',').map((name) => name.trim().toLowerCase());

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

function plain(text: string): string {
  return text.replace(BRACES, '').replace(/\\[Nn]/g, '\n').replace(/\\h/g, ' ');
}
