import type { MediaState, TranscodeLane } from '@xuexi/domain';

/** An upload that the worker has to do with, as far as waiting for it goes. */
export interface WorkedOn {
  id: string;
  state: MediaState;
  lane: TranscodeLane | null;
  /** Per cent of the run at work. */
  progress: number;
  /** Seconds of video that the run at work transcodes in one second; null while unknown. */
  speed: number | null;
  durationMs: number | null;
  /** It is not taken up, although a worker may be free. */
  waits: boolean;
}

/** How long something takes, and what stands before it. */
export interface Wait {
  /** 1 = next; null when not waiting in the queue. */
  queuePlace: number | null;
  /** Seconds until it is ready; null while nobody can know. */
  etaSeconds: number | null;
}

const UNKNOWN: Wait = { queuePlace: null, etaSeconds: null };

/**
 * What each of the uploads waits for, by its id. A queued one waits for what is left of the runs in its lane and for those before
 * it, shared by as many workers as run there now; then it takes its own time.
 *
 * @param all in the order in which they will be taken
 * @param usualSpeed seconds of video transcoded in one second, by runs that are through
 */
export function waitsOf(all: readonly WorkedOn[], usualSpeed: number): Map<string, Wait> {
  const waits = new Map<string, Wait>();
  for (const inLane of Map.groupBy(all, ({ lane }) => lane ?? 'short').values()) {
    const running = inLane.filter(({ state }) => state === 'transcoding');
    for (const run of running) waits.set(run.id, { queuePlace: null, etaSeconds: rounded(secondsLeft(run, usualSpeed)) });
    const workers = Math.max(1, running.length);
    let before = running.reduce((sum, run) => sum + secondsLeft(run, usualSpeed), 0);
    let queuePlace = 0;
    for (const queued of inLane) {
      if (queued.state !== 'queued' || queued.waits) continue;
      const own = secondsLeft({ ...queued, progress: 0, speed: null }, usualSpeed);
      waits.set(queued.id, { queuePlace: ++queuePlace, etaSeconds: rounded(before / workers + own) });
      before += own;
    }
  }
  return waits;
}

/** What one upload waits for. */
export function waitOf(id: string, waits: ReadonlyMap<string, Wait>): Wait {
  return waits.get(id) ?? UNKNOWN;
}

/**
 * The usual speed, learned from finished runs.
 * @param runs length of the film, and how long its transcode took, both in milliseconds
 * @returns the median of seconds of film per second; real time where nothing was finished yet
 */
export function usualSpeed(runs: readonly { filmMs: number; tookMs: number }[]): number {
  const speeds = runs.filter(({ filmMs, tookMs }) => filmMs > 0 && tookMs > 0).map(({ filmMs, tookMs }) => filmMs / tookMs).sort((a, b) => a - b);
  return speeds[Math.floor(speeds.length / 2)] ?? 1;
}

function secondsLeft({ durationMs, progress, speed }: Pick<WorkedOn, 'durationMs' | 'progress' | 'speed'>, usual: number): number {
  return ((durationMs ?? 0) / 1000) * (1 - Math.min(progress, 100) / 100) / (speed && speed > 0 ? speed : usual);
}

/** Nothing is done in no time. */
function rounded(seconds: number): number {
  return Math.max(1, Math.round(seconds));
}
