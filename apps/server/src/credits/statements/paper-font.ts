import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.js';

/** The font that papers are drawn with: Noto Sans CJK, as fontconfig finds it or as PAPER_FONT names it. Looked for once. */
@Injectable()
export class PaperFont {
  private found: Promise<string> | null = null;

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'paperFont'>) {}

  /** @throws Error where there is no fontconfig and none is named */
  file(): Promise<string> {
    this.found ??= this.find().catch((error: unknown) => {
      this.found = null;
      throw error;
    });
    return this.found;
  }

  private async find(): Promise<string> {
    return this.config.paperFont ?? (await installedFont());
  }
}

async function installedFont(): Promise<string> {
  const { stdout } = await promisify(execFile)('fc-match', ['--format=%{file}', 'Noto Sans CJK SC:style=Regular']);
  return stdout;
}
