const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]|[—…“”‘’]/u;
const NARROW_EM = 0.56;
const NEVER_FIRST = /^[、。，．；：？！）》」』】〉”’…—%℃)\].,;:?!]/u;
const NEVER_LAST = /[（《「『【〈“‘(]$/u;

/** Width of a text in ems: a Chinese character is one. */
export function widthInEms(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 1 : NARROW_EM), 0);
}

const words = new Intl.Segmenter('zh-CN', { granularity: 'word' });

/** Pieces that stay together: words, with the punctuation that may not stand alone at a row's end or beginning. */
function pieces(text: string): string[] {
  const kept: string[] = [];
  for (const { segment } of words.segment(text)) {
    const before = kept.at(-1);
    if (before !== undefined && (NEVER_FIRST.test(segment) || NEVER_LAST.test(before)))
      kept[kept.length - 1] = before + segment;
    else kept.push(segment);
  }
  return kept;
}

/**
 * Breaks a text into rows of about equal width, between words.
 *
 * @param maxEms widest row; a single longer word stays whole
 */
export function wrapText(text: string, maxEms: number): string[] {
  const total = widthInEms(text);
  if (total <= maxEms) return [text];
  const even = total / Math.ceil(total / maxEms);
  const rows: string[] = [];
  let row = '';
  for (const piece of pieces(text)) {
    const wider = widthInEms(row + piece);
    const full = wider > maxEms || (widthInEms(row) >= even && wider > even);
    if (row && full) {
      rows.push(row.trim());
      row = '';
    }
    row += piece;
  }
  return [...rows, row.trim()].filter(Boolean);
}

/** Breaks a title after its first `：`, `，` or `·` where both halves fit, else like any text. */
export function wrapTitle(title: string, maxEms: number): string[] {
  const halves = /^(.+?[：:，,·])\s*(.+)$/u.exec(title)?.slice(1) ?? [];
  const fits = halves.length === 2 && widthInEms(title) > maxEms && halves.every((half) => widthInEms(half) <= maxEms);
  return fits ? halves : wrapText(title, maxEms);
}
