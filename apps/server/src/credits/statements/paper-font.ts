import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import * as fontkit from 'fontkit';
import { CONFIG, type Config } from '../../platform/config/config.js';

/** Simplified shapes of Han characters; a collection holds Japanese, Korean and others beside them. */
const SIMPLIFIED = /CJK-?sc/i;

/** The font that papers are drawn with: Noto Sans CJK, as fontconfig finds it or as PAPER_FONT names it. Opened once. */
@Injectable()
export class PaperFont {
  private opened: Promise<fontkit.Font> | null = null;

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'paperFont'>) {}

  /** @throws Error where there is no font with Chinese characters */
  open(): Promise<fontkit.Font> {
    this.opened ??= this.read().catch((error: unknown) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }

  private async read(): Promise<fontkit.Font> {
    const file = this.config.paperFont ?? (await installedFont());
    const opened = fontkit.create(await readFile(file));
    const font = 'fonts' in opened ? (opened.fonts.find(({ postscriptName }) => SIMPLIFIED.test(postscriptName)) ?? opened.fonts[0]) : opened;
    if (!font?.hasGlyphForCodePoint('学'.codePointAt(0)!)) throw new Error(`The font ${file} has no Chinese characters: install fonts-noto-cjk or set PAPER_FONT`);
    return font;
  }
}

async function installedFont(): Promise<string> {
  const { stdout } = await promisify(execFile)('fc-match', ['--format=%{file}', 'Noto Sans CJK SC:style=Regular']);
  return stdout;
}
