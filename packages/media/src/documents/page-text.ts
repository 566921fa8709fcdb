import { runPoppler } from './pdf.js';

const TEXT_DEADLINE_MS = 60_000;
const PAGE_CHARACTERS = 4000;
const PAGE_END = '\f';
/** Control characters (with Unicode's own class, as a control character in a pattern is a mistake nearly everywhere else), but not the line's end. */
const CONTROLS = /(?!\n)\p{Cc}/gu;

function tidy(text: string): string {
  return text
    .replaceAll('\t', ' ')
    .replace(CONTROLS, '')
    .replace(/ +$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, PAGE_CHARACTERS);
}

/**
 * What is written on every page, for screen readers and for searching; empty for a scanned page.
 *
 * @throws MediaError `aborted`, `deadline_exceeded`, `tool_missing`
 */
export async function readPageTexts(input: string, pages: number, signal?: AbortSignal): Promise<string[]> {
  const args = ['-enc', 'UTF-8', '-eol', 'unix', '-f', '1', '-l', String(pages), input, '-'];
  const end = await runPoppler({ tool: 'pdftotext', args, input, signal, deadlineMs: TEXT_DEADLINE_MS });
  const texts = end.stdout.split(PAGE_END).map(tidy);
  return Array.from({ length: pages }, (_, index) => texts[index] ?? '');
}
