import { MediaError } from '../errors.js';
import type { DocumentFacts } from '../source/facts.js';
import { TRANSCODE_MEMORY_BYTES } from '../tools/limits.js';
import { runTool, type ToolEnd, type ToolRun } from '../tools/run-tool.js';

/** Pages of the longest document; more is a book. */
export const MOST_PAGES = 300;

const INSPECT_DEADLINE_MS = 30_000;
const FILE_BYTES = 32 * 1024 ** 2;

/** Size of one page as it is looked at, in points of 1/72 inch. */
export interface PageSize {
  width: number;
  height: number;
}

/** Runs one of poppler's programs on a PDF, in less memory than a film needs. */
export function runPoppler(run: Omit<ToolRun, 'limits' | 'ownPaths' | 'tool'> & { tool: 'pdfinfo' | 'pdftoppm' | 'pdftotext'; input: string }): Promise<ToolEnd> {
  const { input, ...rest } = run;
  return runTool({ ...rest, ownPaths: [input, ...(run.cwd ? [run.cwd] : [])], limits: { memoryBytes: TRANSCODE_MEMORY_BYTES, fileBytes: FILE_BYTES } });
}

function refusal(end: ToolEnd): MediaError {
  return new MediaError(/Incorrect password|Unsupported security handler|encryption/i.test(end.stderr) ? 'document_encrypted' : 'document_damaged', end.stderr);
}

/**
 * Looks into a PDF without drawing it.
 *
 * @param input absolute path
 * @throws MediaError `document_encrypted`, `document_damaged`, `document_too_long`, `aborted`, `tool_missing`
 */
export async function inspectDocument(input: string, opts: { signal?: AbortSignal } = {}): Promise<DocumentFacts> {
  const end = await runPoppler({ tool: 'pdfinfo', args: ['-enc', 'UTF-8', input], input, signal: opts.signal, deadlineMs: INSPECT_DEADLINE_MS }).catch(tooComplex);
  if (end.code !== 0) throw refusal(end);
  const pages = Number(/^Pages:\s+(\d+)$/m.exec(end.stdout)?.[1] ?? 0);
  if (pages < 1) throw new MediaError('document_damaged', 'no page');
  if (pages > MOST_PAGES) throw new MediaError('document_too_long', `${pages} pages`);
  return { kind: 'document', durationMs: 0, pages };
}

/** A page that takes for ever takes for ever at the next try, too. */
export function tooComplex(error: unknown): never {
  throw error instanceof MediaError && error.code === 'deadline_exceeded' ? new MediaError('document_too_complex', error.detail) : error;
}

/**
 * Sizes of all pages, turned as they are shown.
 *
 * @throws MediaError `document_damaged` when a page has none
 */
export async function readPageSizes(input: string, pages: number, signal?: AbortSignal): Promise<PageSize[]> {
  const end = await runPoppler({ tool: 'pdfinfo', args: ['-enc', 'UTF-8', '-f', '1', '-l', String(pages), input], input, signal, deadlineMs: INSPECT_DEADLINE_MS }).catch(tooComplex);
  if (end.code !== 0) throw refusal(end);
  const turns = new Map([...end.stdout.matchAll(/^Page +(\d+) rot: +(-?\d+)/gm)].map(([, page, turn]) => [Number(page), Number(turn)]));
  const sizes = new Map([...end.stdout.matchAll(/^Page +(\d+) size: +([\d.]+) x ([\d.]+) pts/gm)].map(([, page, width, height]) => [Number(page), [Number(width), Number(height)] as const]));
  return Array.from({ length: pages }, (_, index) => {
    const [width, height] = sizes.get(index + 1) ?? [0, 0];
    if (!(width > 0 && height > 0)) throw new MediaError('document_damaged', `page ${index + 1} has no size`);
    return Math.abs(turns.get(index + 1) ?? 0) % 180 === 90 ? { width: height, height: width } : { width, height };
  });
}
