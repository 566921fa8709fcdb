import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encryptedPdf, makePdf, pdfObjects, pdfOf } from '../testing/documents.js';
import { firstStream, testFolder } from '../testing/sources.js';
import { inspectDocument } from './pdf.js';
import { renderDocument } from './render-document.js';

describe('a document', () => {
  let folder: Awaited<ReturnType<typeof testFolder>>;
  const at = (name: string): string => join(folder.dir, name);

  beforeAll(async () => {
    folder = await testFolder();
  });
  afterAll(() => folder.remove());

  it('becomes one picture for every page, with what is written on it', async () => {
    const input = await makePdf(at('-three.pdf'), [{ text: 'First page' }, { width: 960, height: 540, text: 'A slide' }, { rotate: 90, text: 'Turned' }]);
    const source = await inspectDocument(input);
    expect(source).toEqual({ kind: 'document', durationMs: 0, pages: 3 });
    const percents: number[] = [];
    const outputDir = at('three');
    const { pages, textFile, bytes } = await renderDocument({ input, outputDir, source, niceness: 0, onProgress: ({ percent }) => percents.push(percent) });
    expect(pages.map(({ file, width, height }) => [file, Math.round(width / 10), Math.round(height / 10)])).toEqual([
      ['page-001.jpg', 120, 170],
      ['page-002.jpg', 120, 68],
      ['page-003.jpg', 120, 85],
    ]);
    for (const page of pages) {
      expect(await firstStream(join(outputDir, page.file))).toMatchObject({ codec_name: 'mjpeg', width: page.width, height: page.height });
      expect(page.bytes).toBeLessThanOrEqual(250_000);
    }
    expect(JSON.parse(await readFile(join(outputDir, textFile), 'utf8'))).toEqual(['First page', 'A slide', 'Turned']);
    expect((await readdir(outputDir)).sort()).toEqual(['page-001.jpg', 'page-002.jpg', 'page-003.jpg', 'text.json']);
    expect(bytes).toBeGreaterThan(1000);
    expect(percents).toEqual([33, 66, 100]);
  });

  it('draws a page of ten metres no larger than any other, and a busy one with fewer bytes', async () => {
    let content = '';
    let seed = 1;
    for (let i = 0; i < 30_000; i++) {
      seed = (seed * 48_271) % 2_147_483_647;
      content += `${((seed % 256) / 255).toFixed(2)} ${(((seed >> 8) % 256) / 255).toFixed(2)} ${(((seed >> 16) % 256) / 255).toFixed(2)} rg ${(i % 200) * 3} ${Math.floor(i / 200) * 5.6} 3 6 re f\n`;
    }
    const input = await makePdf(at('large.pdf'), [{ width: 14_400, height: 14_400 }, { content }]);
    const { pages } = await renderDocument({ input, outputDir: at('large'), source: await inspectDocument(input), niceness: 0 });
    expect(pages[0]).toMatchObject({ width: 1200, height: 1200 });
    expect(pages[1]?.bytes).toBeLessThanOrEqual(250_000);
  });

  it('is refused with its reason', async () => {
    const whole = pdfOf(pdfObjects([{ text: 'x' }]));
    await writeFile(at('noise.pdf'), '%PDF-1.7\n\u0080\u0081 nothing');
    await writeFile(at('half.pdf'), whole.subarray(0, 60));
    await writeFile(at('none.pdf'), pdfOf({ 1: '<< /Type /Catalog /Pages 2 0 R >>', 2: '<< /Type /Pages /Kids [] /Count 0 >>' }));
    await writeFile(at('ring.pdf'), pdfOf({ 1: '<< /Type /Catalog /Pages 2 0 R >>', 2: '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999 >>' }));
    await writeFile(at('locked.pdf'), encryptedPdf());
    await makePdf(at('long.pdf'), Array.from({ length: 301 }, () => ({ width: 10, height: 10 })));
    for (const [name, code] of [
      ['noise.pdf', 'document_damaged'],
      ['half.pdf', 'document_damaged'],
      ['none.pdf', 'document_damaged'],
      ['locked.pdf', 'document_encrypted'],
      ['long.pdf', 'document_too_long'],
    ] as const)
      await expect(inspectDocument(at(name))).rejects.toMatchObject({ code, retryable: false });
    const ring = inspectDocument(at('ring.pdf')).then((source) => renderDocument({ input: at('ring.pdf'), outputDir: at('ring'), source }));
    await expect(ring).rejects.toMatchObject({ retryable: false });
    expect(await readdir(folder.dir)).not.toContain('ring');
  });

  it('leaves nothing when it is stopped', async () => {
    const input = await makePdf(at('stop.pdf'), [{}, {}, {}]);
    const stop = new AbortController();
    const work = renderDocument({ input, outputDir: at('stop'), source: await inspectDocument(input), signal: stop.signal, onProgress: () => stop.abort() });
    await expect(work).rejects.toMatchObject({ code: 'aborted' });
    expect(await readdir(folder.dir)).not.toContain('stop');
  });
});
