/** What an upload goes through, from the first byte to a lesson that plays. The server writes it, the console shows it. */

export const MEDIA_KINDS = ['video', 'audio', 'document'] as const;
/** What a lesson is made of. */
export type MediaKind = (typeof MEDIA_KINDS)[number];

/**
 * `announced` without a file yet (demo content); `uploading`; `checking` the whole file against its SHA-256 and the
 * whitelists; `queued`; `transcoding`; `ready` with every rendition; `refused`: only another file helps; `failed`: another
 * try may help; `cancelled` by its instructor.
 */
export const MEDIA_STATES = ['announced', 'uploading', 'checking', 'queued', 'transcoding', 'ready', 'refused', 'failed', 'cancelled'] as const;
export type MediaState = (typeof MEDIA_STATES)[number];

const NEXT: Record<MediaState, readonly MediaState[]> = {
  announced: ['checking'],
  uploading: ['checking'],
  checking: ['queued', 'ready', 'refused', 'failed', 'cancelled'],
  queued: ['checking', 'transcoding', 'ready', 'cancelled'],
  transcoding: ['queued', 'ready', 'refused', 'failed', 'cancelled'],
  ready: ['checking', 'queued'],
  refused: [],
  failed: ['checking', 'queued'],
  cancelled: ['checking', 'queued'],
};

/** Whether a video may pass from one state to another; staying is always allowed, so that every step can run twice. */
export function mayBecome(from: MediaState, to: MediaState): boolean {
  return from === to || NEXT[from].includes(to);
}

/** The states from which `to` is reached in one step. */
export function statesBefore(to: MediaState): MediaState[] {
  return MEDIA_STATES.filter((from) => NEXT[from].includes(to));
}

/** Whether the worker still has something to do. */
export function isWorkedOn(state: MediaState): boolean {
  return state === 'checking' || state === 'queued' || state === 'transcoding';
}

/** Whether its instructor may stop the work. */
export const canCancel = isWorkedOn;

/** Whether its instructor may have it tried once more; a file that was refused would be refused again. */
export function canRetry(state: MediaState): boolean {
  return state === 'failed' || state === 'cancelled';
}

/**
 * Where work that came to nothing leaves a video: one that plays with every rendition already goes on as it was, so that
 * transcoding it again never takes it away from those who watch.
 */
export function stateAfter(outcome: 'refused' | 'failed' | 'cancelled', playsWhole: boolean): MediaState {
  return playsWhole ? 'ready' : outcome;
}

/** Whether a published lesson is a document: nobody watches it, it earns nothing, and no course waits for it. Films last at least a second. */
export function isDocument({ durationSeconds }: { durationSeconds: number }): boolean {
  return durationSeconds === 0;
}

const GIB = 1024 ** 3;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export const MEDIA_LIMITS = {
  /** Largest file of one upload, in bytes. */
  uploadBytes: 8 * GIB,
  /** Sources that one instructor may keep, in bytes, those still arriving among them. */
  quotaBytes: 100 * GIB,
  /** Kept free of uploads on the storage, in bytes: room for transcodes and the database. */
  reservedBytes: 2 * GIB,
  /** An upload that nobody goes on with is given up. */
  abandonedAfterMs: 7 * DAY_MS,
  /** The file of a refused upload is kept for questions, and removed then. */
  refusedFileKeptMs: 7 * DAY_MS,
  /** Output that was replaced is kept for those who are watching it: longer than a signed address opens. */
  replacedOutputKeptMs: 5 * 60 * MINUTE_MS,
  /** How long a signed media address opens, in seconds. */
  addressSeconds: 4 * 3600,
  /** After a takedown no address opens any more, in milliseconds. */
  takedownWithinMs: MINUTE_MS,
} as const;

export const TRANSCODE_LANES = ['short', 'long'] as const;
/** Short clips have workers of their own, so that none waits for a film of hours. */
export type TranscodeLane = (typeof TRANSCODE_LANES)[number];

/** Micro-lectures are 15 minutes at most (domain.md A4); some are a little longer. */
const SHORT_LANE_MS = 20 * MINUTE_MS;

/** The lane of a source by its length in milliseconds; documents take no time. */
export function laneOf(durationMs: number): TranscodeLane {
  return durationMs <= SHORT_LANE_MS ? 'short' : 'long';
}
