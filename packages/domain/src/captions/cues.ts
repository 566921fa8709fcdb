/** What captions are made of, and the rules that a file, the editor and the server share. */

/** One line of captions. */
export interface CaptionCue {
  /** Milliseconds from the beginning of the film, whole. */
  startMs: number;
  endMs: number;
  /** Plain text of one or more lines; never markup. */
  text: string;
}

export const CAPTION_LIMITS = {
  fileBytes: 2 * 1024 * 1024,
  cues: 5_000,
  cueCharacters: 400,
  /** Tracks of one film. */
  tracks: 8,
  labelCharacters: 40,
  /** So much later than the film a cue may end: lengths are rounded differently everywhere. */
  overrunMs: 1_000,
} as const;

/** Why captions cannot be taken, with the sentence that says it. */
export const CAPTION_FAULTS = {
  no_cues: '文件里没有字幕。请选择 SRT、VTT 或 ASS 格式的字幕文件。',
  too_many: `字幕最多 ${CAPTION_LIMITS.cues} 句。请删去多余的，或者拆成两个视频。`,
  missing_time: '这一段没有时间。请补上开始和结束的时间。',
  unreadable_time: '时间看不懂。应写成 00:01:02,500 --> 00:01:05,000。',
  ends_before_start: '结束时间要晚于开始时间。',
  after_end: '时间超出了视频的长度。请检查是不是别的视频的字幕。',
  too_long: `一句最多 ${CAPTION_LIMITS.cueCharacters} 个字。请分成几句。`,
  no_text: '这一句没有文字。请填写，或者删除这一句。',
} as const;
export type CaptionFaultCode = keyof typeof CAPTION_FAULTS;

/** What was noticed in captions that can be taken as they are. */
export const CAPTION_NOTES = {
  overlap: '和前面一句的时间重叠，两句会同时显示。',
  out_of_order: '时间比前面一句早，已经按时间排好。',
  left_out: '只有时间没有文字，已经略过。',
} as const;
export type CaptionNoteCode = keyof typeof CAPTION_NOTES;

/** Controls, marks of byte order, and what turns the direction of writing. */
const UNWANTED = /(?!\n)\p{Cc}|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** Text as it is kept: lines without surrounding blanks, none of them empty, nothing that cannot be seen. */
export function cleanCaptionText(raw: string): string {
  const lines = raw.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(/\t/g, ' ').replace(UNWANTED, '').split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '').join('\n');
}

/** Why a cue cannot stand in a film of `durationMs`; null when it can. */
export function cueFault({ startMs, endMs, text }: CaptionCue, durationMs: number): CaptionFaultCode | null {
  if (endMs <= startMs || startMs < 0) return 'ends_before_start';
  if (endMs > durationMs + CAPTION_LIMITS.overrunMs) return 'after_end';
  if (text === '') return 'no_text';
  return [...text].length > CAPTION_LIMITS.cueCharacters ? 'too_long' : null;
}

/** By when they begin; those that begin together by when they end. */
export function byTime(a: CaptionCue, b: CaptionCue): number {
  return a.startMs - b.startMs || a.endMs - b.endMs;
}

/** Places of the cues that begin before an earlier one has ended, of cues in order. */
export function overlapping(cues: readonly CaptionCue[]): number[] {
  let end = 0;
  return cues.flatMap((cue, i) => {
    const overlaps = i > 0 && cue.startMs < end;
    end = Math.max(end, cue.endMs);
    return overlaps ? [i] : [];
  });
}
