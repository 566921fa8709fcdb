import { readCaptionClock } from './clock.js';
import { CAPTION_LIMITS, type CaptionFaultCode } from './cues.js';
import type { RawCaptions } from './raw-cue.js';

/** Behind so many faults or blocks a file is read no further: it is refused in any case, or made of remarks. */
const MOST_FAULTS = 100;
const MOST_BLOCKS = 3 * CAPTION_LIMITS.cues;
const ARROW = '-->';
const NUMBER = /^\d+$/;
/** Blocks of WebVTT that say nothing to viewers. */
const ASIDE = /^(?:NOTE|STYLE|REGION)(?:\s|$)/;
/** `{\an8}`: placing that SubRip files borrow. No braces within, so that a search never looks at a character twice. */
const PLACING = /\{\\[^{}]*\}/g;
/** Tags of SubRip; anything else between angle brackets is text there. */
const SRT_TAG = /<\/?(?:b|i|u|s|font)(?:\s[^<>]*)?>/gi;
const VTT_TAG = /<[^<>]*>/g;
const VTT_ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|lrm|rlm|#39);/g;
const CHARACTERS: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&#39;': "'", '&nbsp;': ' ' };

interface Times {
  startMs: number;
  endMs: number;
}

const isBlank = (line: string | undefined) => line === undefined || line.trim() === '';

/** Both times of a line with an arrow; null when it has none or they cannot be read. What stands behind them is left out. */
function timesOf(line: string | undefined): Times | null {
  const at = line?.indexOf(ARROW) ?? -1;
  if (line === undefined || at < 0) return null;
  const [end = ''] = line.slice(at + ARROW.length).trim().split(/\s/, 1);
  const [startMs, endMs] = [readCaptionClock(line.slice(0, at)), readCaptionClock(end)];
  return startMs === null || endMs === null ? null : { startMs, endMs };
}

/** SubRip: `{\an8}` and the tags of some players are left out, the rest is text. */
export function readSrt(lines: readonly string[]): RawCaptions {
  return new Blocks(lines, 0, false).read((text) => text.replace(PLACING, '').replace(SRT_TAG, ''));
}

/** WebVTT: what is in angle brackets is markup and left out, entities become their characters. */
export function readVtt(lines: readonly string[]): RawCaptions {
  const end = lines.findIndex((line) => isBlank(line) || timesOf(line) !== null);
  return new Blocks(lines, end < 0 ? lines.length : end, true).read((text) => text.replace(VTT_TAG, '').replace(VTT_ENTITY, (entity) => CHARACTERS[entity] ?? ''));
}

/** Blocks of lines with an empty line between them. */
class Blocks {
  private readonly found: RawCaptions = { cues: [], faults: [] };

  constructor(
    private readonly lines: readonly string[],
    private at: number,
    private readonly vtt: boolean,
  ) {}

  read(plain: (text: string) => string): RawCaptions {
    let blocks = 0;
    while (this.at < this.lines.length && this.found.faults.length < MOST_FAULTS) {
      if (isBlank(this.lines[this.at])) this.at++;
      else if (++blocks > MOST_BLOCKS) {
        this.found.faults.push({ line: this.at + 1, code: 'too_many' });
        break;
      } else this.block();
    }
    for (const cue of this.found.cues) cue.text = plain(cue.text);
    return this.found;
  }

  private block(): void {
    const first = this.lines[this.at] ?? '';
    const timeAt = first.includes(ARROW) || isBlank(this.lines[this.at + 1]) ? this.at : this.at + 1;
    const times = timesOf(this.lines[timeAt]);
    if (times) return this.cue(timeAt, times);
    if (this.vtt && ASIDE.test(first)) return this.skip();
    if (this.lines[timeAt]?.includes(ARROW) || (NUMBER.test(first.trim()) && timeAt > this.at)) return this.fault('unreadable_time', timeAt);
    const before = this.found.cues[this.found.cues.length - 1];
    if (this.vtt || before === undefined) return this.fault('missing_time', this.at);
    // An empty line within a text: SubRip files are written by hand.
    before.text += `\n${this.text().join('\n')}`;
  }

  private cue(timeAt: number, times: Times): void {
    this.at = timeAt + 1;
    this.found.cues.push({ line: timeAt + 1, ...times, text: this.text().join('\n') });
  }

  /** The lines up to an empty one or to the next cue, which may follow without one. */
  private text(): string[] {
    const from = this.at;
    while (!isBlank(this.lines[this.at]) && !this.cueBegins()) this.at++;
    return this.lines.slice(from, this.at);
  }

  private cueBegins(): boolean {
    const line = this.lines[this.at] ?? '';
    return timesOf(line) !== null || (NUMBER.test(line.trim()) && timesOf(this.lines[this.at + 1]) !== null);
  }

  private fault(code: CaptionFaultCode, at: number): void {
    this.found.faults.push({ line: at + 1, code });
    this.skip();
  }

  private skip(): void {
    while (!isBlank(this.lines[this.at])) this.at++;
  }
}
