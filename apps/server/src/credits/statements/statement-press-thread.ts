import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { extname } from 'node:path';
import * as fontkit from 'fontkit';
import type { StatementSheet } from './statement-sheet.js';

/** What a thread is asked to do. */
export interface DrawTask {
  sheet: StatementSheet;
  fontFile: string;
}

/** Simplified shapes of Han characters; a collection holds Japanese, Korean and others beside them. */
const SIMPLIFIED = /CJK-?sc/i;
const LOW = 10;

// On Linux 0 is the calling thread, elsewhere the whole process. Drawing gives way to every other request.
if (process.platform === 'linux') setPriority(0, LOW);

// Compiled or not, the neighbour is what this file is.
const { drawStatement } = (await import(`./statement-pdf${extname(import.meta.url)}`)) as typeof import('./statement-pdf.js');
const opened = new Map<string, fontkit.Font>();

/** One statement on paper. @throws Error where the font has no Chinese characters */
export async function draw({ sheet, fontFile }: DrawTask): Promise<Uint8Array> {
  const font = opened.get(fontFile) ?? open(fontFile);
  opened.set(fontFile, font);
  return drawStatement(sheet, font);
}

function open(file: string): fontkit.Font {
  const read = fontkit.create(readFileSync(file));
  const font = 'fonts' in read ? (read.fonts.find(({ postscriptName }) => SIMPLIFIED.test(postscriptName)) ?? read.fonts[0]) : read;
  if (!font?.hasGlyphForCodePoint('学'.codePointAt(0)!)) throw new Error(`The font ${file} has no Chinese characters: install fonts-noto-cjk or set PAPER_FONT`);
  return font;
}
