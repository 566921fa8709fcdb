import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { MediaError, type SourceFacts, type TranscodeResult, inspectSource, renderDocument, sandboxStanding, transcode } from '@xuexi/media';
import type { FilmOutput, MediaOutput } from './media.entity.js';

/** One transcode, from a source that was inspected into a folder of its own. */
export interface TranscodeOrder {
  input: string;
  outputDir: string;
  source: SourceFacts;
  signal: AbortSignal;
  /** Niceness 0–19. */
  niceness: number;
  onProgress(this: void, progress: { percent: number; speed: number | null }): void;
  /** A film's first rendition is whole: its files stay as they are under `outputDir`, while the rest is made beside them. */
  onPlayable(this: void, first: FilmOutput): Promise<void>;
}

/** What the worker has outside programs do. Every failure is a MediaError. */
@Injectable()
export class MediaTools implements OnApplicationBootstrap {
  private readonly logger = new Logger(MediaTools.name);

  /** Says once what the machine lacks to shut in what reads uploads. */
  async onApplicationBootstrap(): Promise<void> {
    const { missing } = await sandboxStanding();
    if (missing.length > 0) this.logger.warn({ missing }, 'tools are not shut in as they could be');
  }

  /** Reads a whole source: what it is, and whether it is accepted at all. */
  inspect(file: string, signal: AbortSignal): Promise<SourceFacts> {
    return inspectSource(file, { signal });
  }

  /** Makes of a source what learners get; the files of the output are relative to its folder. */
  async transcode({ source, onProgress, onPlayable, ...order }: TranscodeOrder): Promise<MediaOutput> {
    if (source.kind === 'document') {
      const { pages, textFile } = await renderDocument({ ...order, source, onProgress: ({ percent }) => onProgress({ percent, speed: null }) });
      return { pages, textFile, complete: true };
    }
    return filmOf(await transcode({ ...order, source, onProgress, onPlayable: (first) => onPlayable(filmOf(first)) }));
  }
}

function filmOf({ masterFile, posterFile, audioOnlyFile, previewsFile, renditions, complete }: TranscodeResult): FilmOutput {
  return { masterFile, posterFile, audioOnlyFile, previewsFile, renditions, complete };
}

/** The failure of a run, whatever was thrown: what the platform itself got wrong may go better another time. */
export function failureOf(error: unknown): MediaError {
  if (error instanceof MediaError) return error;
  const code = (error as { code?: unknown } | null)?.code;
  // A file on its way from a bucket is let go of like a tool: by the worker's end, or because the video is no longer the run's.
  if (code === 'ABORT_ERR') return new MediaError('aborted');
  return new MediaError(code === 'ENOSPC' || code === 'EDQUOT' ? 'disk_full' : 'tool_failed', String(error));
}
