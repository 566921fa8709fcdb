import { writeFile } from 'node:fs/promises';

/** One page of a PDF made for a test. */
export interface TestPage {
  /** Points. */
  width?: number;
  height?: number;
  /** Degrees. */
  rotate?: number;
  /** Latin words on the page. */
  text?: string;
  /** PDF operators to be drawn besides. */
  content?: string;
}

/** A small PDF with a right table of contents, its objects by number. */
export function pdfOf(objects: Record<number, string>, trailer = ''): Buffer {
  const parts = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  const offsets = new Map<number, number>();
  let at = parts[0]?.length ?? 0;
  for (const [number, body] of Object.entries(objects)) {
    offsets.set(Number(number), at);
    const bytes = Buffer.from(`${number} 0 obj\n${body}\nendobj\n`, 'latin1');
    parts.push(bytes);
    at += bytes.length;
  }
  const most = Math.max(...offsets.keys());
  const rows = Array.from({ length: most }, (_, i) => (offsets.has(i + 1) ? `${String(offsets.get(i + 1)).padStart(10, '0')} 00000 n \n` : '0000000000 65535 f \n'));
  parts.push(Buffer.from(`xref\n0 ${most + 1}\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${most + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`, 'latin1'));
  return Buffer.concat(parts);
}

/** The objects of a document: 1 catalog, 2 page tree, 3 font, then a page and its content each. */
export function pdfObjects(pages: TestPage[], catalog = ''): Record<number, string> {
  const kids = pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ');
  const objects: Record<number, string> = {
    1: `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    2: `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    3: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  };
  pages.forEach(({ width = 595, height = 842, rotate = 0, text = '', content = '' }, i) => {
    const drawn = `BT /F1 24 Tf 72 ${Math.max(10, height - 100)} Td (${text}) Tj ET\n${content}`;
    objects[4 + 2 * i] = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${rotate} /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * i} 0 R >>`;
    objects[5 + 2 * i] = `<< /Length ${Buffer.byteLength(drawn, 'latin1')} >>\nstream\n${drawn}\nendstream`;
  });
  return objects;
}

/** Writes a PDF with the given pages. */
export async function makePdf(file: string, pages: TestPage[]): Promise<string> {
  await writeFile(file, pdfOf(pdfObjects(pages)));
  return file;
}

/** A PDF that opens only with a password (nobody knows which). */
export function encryptedPdf(): Buffer {
  const secret = `<${'5a'.repeat(32)}>`;
  return pdfOf(
    { ...pdfObjects([{ text: 'hidden' }]), 6: `<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O ${secret} /U ${secret} >>` },
    '/Encrypt 6 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]',
  );
}
