import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MediaError } from '../errors.js';
import type { DocumentFacts, DocumentPage } from '../source/facts.js';
import { jpegSize } from './jpeg-size.js';
import { PAGE_BYTES, planPage, type PagePlan } from './page-plan.js';
import { readPageTexts } from './page-text.js';
import { readPageSizes, runPoppler, tooComplex, type PageSize } from './pdf.js';

/** A PDF to be drawn into one new folder. */
export interface DocumentJob {
  input: string;
  /** Must not exist or be empty; the caller renames it into place. Removed again when drawing fails. */
  outputDir: string;
  source: DocumentFacts;
  /** Aborting kills the program that draws. */
  signal?: AbortSignal;
  /** Niceness 0–19; 10 when absent. */
  niceness?: number;
  /** After every page, 0–100. */
  onProgress?: (progress: { percent: number }) => void;
}

/** A finished folder: one JPEG for every page, and what is written on them. */
export interface DocumentResult {
  pages: DocumentPage[];
  /** JSON array with the text of every page, relative to the folder. */
  textFile: string;
  /** All files of the folder. */
  bytes: number;
}

const TEXT_FILE = 'text.json';
const DEFAULT_NICENESS = 10;
const PAGE_DEADLINE_MS = 20_000;

const fileOf = (page: number): string => `page-${String(page).padStart(3, '0')}`;

async function draw(job: DocumentJob, page: number, plan: PagePlan): Promise<DocumentPage> {
  const number = String(page);
  const input = resolve(job.input);
  const end = await runPoppler({
    tool: 'pdftoppm',
    args: [
      ...['-jpeg', '-jpegopt', `quality=${plan.quality},progressive=y,optimize=y`, '-cropbox', '-singlefile', '-f', number, '-l', number],
      ...['-r', plan.resolution.toFixed(4), input, fileOf(page)],
    ],
    input,
    cwd: resolve(job.outputDir),
    signal: job.signal,
    deadlineMs: PAGE_DEADLINE_MS,
    niceness: job.niceness ?? DEFAULT_NICENESS,
  }).catch(tooComplex);
  if (/No space left on device|Disk quota exceeded/.test(end.stderr)) throw new MediaError('disk_full', end.stderr);
  const file = `${fileOf(page)}.jpg`;
  const bytes = await readFile(join(job.outputDir, file)).catch(() => null);
  const size = bytes && jpegSize(bytes);
  if (end.code !== 0 || !size) throw new MediaError('document_damaged', `page ${page}: ${end.stderr}`);
  return { file, ...size, bytes: bytes.length };
}

async function drawSmall(job: DocumentJob, page: number, size: PageSize): Promise<DocumentPage> {
  const [best, ...others] = planPage(size);
  if (!best) throw new MediaError('document_damaged', `page ${page}`);
  let drawn = await draw(job, page, best);
  for (const plan of others) {
    if (drawn.bytes <= PAGE_BYTES) break;
    drawn = await draw(job, page, plan);
  }
  return drawn;
}

/** Text is a help, not the lesson: a document whose text takes for ever has none. */
async function textsOf(job: DocumentJob): Promise<string[]> {
  return readPageTexts(resolve(job.input), job.source.pages, job.signal).catch((error: unknown) => {
    if (error instanceof MediaError && error.code === 'deadline_exceeded') return Array.from({ length: job.source.pages }, () => '');
    throw error;
  });
}

async function drawAll(job: DocumentJob): Promise<DocumentResult> {
  const sizes = await readPageSizes(resolve(job.input), job.source.pages, job.signal);
  const pages: DocumentPage[] = [];
  for (const [index, size] of sizes.entries()) {
    pages.push(await drawSmall(job, index + 1, size));
    job.onProgress?.({ percent: Math.floor((100 * pages.length) / sizes.length) });
  }
  const text = JSON.stringify(await textsOf(job));
  await writeFile(join(job.outputDir, TEXT_FILE), text);
  return { pages, textFile: TEXT_FILE, bytes: Buffer.byteLength(text) + pages.reduce((sum, page) => sum + page.bytes, 0) };
}

/**
 * Turns a PDF into one picture for every page. Every page is a process of its own, so that none can use the time or the
 * memory of the others.
 *
 * @throws MediaError `document_*`, `disk_full`, `aborted`, `output_not_empty`, `tool_missing`; what was written is removed then
 */
export async function renderDocument(job: DocumentJob): Promise<DocumentResult> {
  if (job.signal?.aborted) throw new MediaError('aborted');
  await mkdir(job.outputDir, { recursive: true });
  if ((await readdir(job.outputDir)).length > 0) throw new MediaError('output_not_empty');
  try {
    return await drawAll(job);
  } catch (error) {
    await rm(job.outputDir, { recursive: true, force: true });
    throw isDiskFull(error) ? new MediaError('disk_full') : error;
  }
}

function isDiskFull(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
