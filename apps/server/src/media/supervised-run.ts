import { Logger } from '@nestjs/common';
import type { Claimed, MediaRuns } from './media-runs.js';

const BEAT_EVERY_MS = 1000;
const logger = new Logger('MediaRun');

/** What a run is told: when to stop, and where to say how far it is. */
export interface Supervision {
  /** Aborted when the video is no longer this run's, or the worker stops. */
  signal: AbortSignal;
  report(this: void, progress: { percent: number; speed: number | null }): void;
}

/** Does the work of a run while giving signs of life, and stops it once the video is no longer its own. */
export async function supervised<T>(runs: MediaRuns, run: Claimed, stopping: AbortSignal, work: (supervision: Supervision) => Promise<T>): Promise<T> {
  const superseded = new AbortController();
  let latest = { percent: 0, speed: null as number | null };
  const beating = setInterval(() => {
    runs.beat(run, latest).then(
      (alive) => alive || superseded.abort(),
      (error: unknown) => logger.warn({ err: error, mediaId: run.id }, 'heartbeat failed'),
    );
  }, BEAT_EVERY_MS);
  try {
    return await work({
      signal: AbortSignal.any([stopping, superseded.signal]),
      report: ({ percent, speed }) => {
        // 100 is for what is there, not for what is said to be nearly done.
        latest = { percent: Math.min(99, Math.floor(percent)), speed };
      },
    });
  } finally {
    clearInterval(beating);
  }
}
