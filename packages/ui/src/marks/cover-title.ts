const LINE = 7;
const WIDEST = 8.5;
const PUNCTUATED = /^(.{2,8}?)[：:·，,、—]+(.+)$/u;

/**
 * Breaks a course title into at most three lines for its cover, at punctuation first, else between words, so that it never
 * runs under the ornament. Widths count in Chinese characters; Latin letters and digits as half of one.
 */
export function coverLines(title: string): string[] {
  const whole = title.trim();
  if (widthOf(whole) <= LINE) return [whole];
  const punctuated = PUNCTUATED.exec(whole);
  const pieces = punctuated ? punctuated.slice(1).map((piece) => piece.trim()) : [whole];
  return pieces.flatMap((piece, index) => fold(piece, pieces.length === 1 ? 3 : index + 1)).map(shorten);
}

function shorten(line: string): string {
  if (widthOf(line) <= WIDEST) return line;
  let kept = '';
  for (const char of line) {
    if (widthOf(kept + char) > WIDEST - 1) break;
    kept += char;
  }
  return `${kept}…`;
}

/** Width of a text in Chinese characters. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) < 0x2e80 ? 0.55 : 1), 0);
}

function fold(text: string, most: number): string[] {
  const count = Math.min(most, Math.ceil(widthOf(text) / LINE));
  const aim = widthOf(text) / count;
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(text)) {
    const full = line !== '' && lines.length < count - 1 && widthOf(line) + widthOf(word) / 2 > aim;
    if (full) lines.push(line);
    line = full ? word : line + word;
  }
  return [...lines, line].map((each) => each.trim()).filter((each) => each !== '');
}

/** Words where the browser knows them; single characters otherwise. A number stays with what it counts. */
function wordsOf(text: string): string[] {
  if (typeof Intl.Segmenter === 'undefined') return [...text];
  return [...new Intl.Segmenter('zh-CN', { granularity: 'word' }).segment(text)].map(({ segment }) => segment);
}
