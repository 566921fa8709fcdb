import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { MediaTools } from './media-tools.js';

/** One page without a table of objects, as some programs write them; readers find the objects by themselves. */
const PDF = `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 4 0 R >> >> /Contents 5 0 R >> endobj
4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
5 0 obj << /Length 38 >> stream
BT /F 24 Tf 72 700 Td (Lesson) Tj ET
endstream endobj
trailer << /Root 1 0 R >>
`;

test('a PDF becomes pages with what is written on them', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'media-tools-'));
  try {
    const input = join(dir, 'source');
    await writeFile(input, PDF);
    const tools = new MediaTools();
    const signal = AbortSignal.timeout(30_000);
    const source = await tools.inspect(input, signal);
    expect(source).toEqual({ kind: 'document', durationMs: 0, pages: 1 });
    const outputDir = join(dir, 'out');
    const output = await tools.transcode({ input, outputDir, source, signal, niceness: 0, onProgress: () => undefined, onPlayable: () => Promise.reject(new Error('a document has no first rendition')) });
    expect(output).toMatchObject({ pages: [{ file: 'page-001.jpg' }], textFile: 'text.json', complete: true });
    expect(JSON.parse(await readFile(join(outputDir, 'text.json'), 'utf8'))).toEqual(['Lesson']);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
