import { nextPace, type Pace, secondsFor } from './pace';

/** An upload of one video to one lesson, as the page shows it. Pure: what happens to it is told as events. */
export interface Upload {
  lessonId: string;
  lessonTitle: string;
  courseId: string;
  fileName: string;
  totalBytes: number;
  /** Bytes that left this machine, among them some that the server may not have yet. */
  sentBytes: number;
  /** Bytes that the server has acknowledged; an interruption does not lose them. */
  savedBytes: number;
  /** How fast it leaves; null while nothing is sent. */
  pace: Pace | null;
  phase: UploadPhase;
  /** The media id that the server gave the upload; null until it has answered for the first time. */
  mediaId: string | null;
  /** What it waits for while it goes on by itself; null unless reconnecting. */
  halt: Halt | null;
  /** Why the file is not taken; null unless refused. */
  refusal: UploadRefusal | null;
}

/** `waiting` for its turn, `sending`, `reconnecting` by itself, `paused` by the instructor, `refused` for good, `sent` whole. */
export type UploadPhase = 'waiting' | 'sending' | 'reconnecting' | 'paused' | 'refused' | 'sent';

/** What an upload waits for: the `line`, a `server` that is busy or restarts, or `room` in its storage. */
export type Halt = 'line' | 'server' | 'room';

/** Why a file is not taken: it is empty or too large, or the instructor's space is used up; the server's own words; a session that ended, a file that cannot be read any more, or an answer nobody understands. */
export type UploadRefusal =
  | { kind: 'empty' }
  | { kind: 'tooLarge'; bytes: number; limitBytes: number }
  | { kind: 'noSpace'; bytes: number; usedBytes: number; quotaBytes: number }
  | { kind: 'problem'; title: string; detail: string }
  | { kind: 'session' }
  | { kind: 'unreadable' }
  | { kind: 'unknown' };

export type UploadEvent =
  | { type: 'started' }
  | { type: 'addressed'; mediaId: string }
  | { type: 'progressed'; sentBytes: number; atMs: number }
  | { type: 'saved'; savedBytes: number }
  | { type: 'lost'; halt: Halt }
  | { type: 'paused' }
  | { type: 'resumed' }
  | { type: 'refused'; refusal: UploadRefusal }
  | { type: 'finished' };

/** What is asked for: this file for that lesson. */
export interface UploadRequest {
  lessonId: string;
  lessonTitle: string;
  courseId: string;
  file: File;
  /** Media id of the unfinished upload that it goes on with; absent: whichever fits. */
  resumes?: string;
}

/** An upload before anything was sent. */
export function newUpload({ lessonId, lessonTitle, courseId, file }: UploadRequest): Upload {
  return { lessonId, lessonTitle, courseId, fileName: file.name, totalBytes: file.size, sentBytes: 0, savedBytes: 0, pace: null, phase: 'waiting', mediaId: null, halt: null, refusal: null };
}

/** Whether the upload holds the line: it is sending, or will as soon as the line is back. */
export function isUnderWay({ phase }: Upload): boolean {
  return phase === 'sending' || phase === 'reconnecting';
}

/** Whether bytes are still to be sent, so that leaving the page would interrupt it. */
export function isUnfinished({ phase }: Upload): boolean {
  return phase !== 'sent' && phase !== 'refused';
}

/**
 * The upload after an event. An event that does not fit the phase changes nothing: what was sent before a pause may still be
 * answered after it.
 */
export function nextUpload(upload: Upload, event: UploadEvent): Upload {
  switch (event.type) {
    case 'started':
      return upload.phase === 'waiting' ? { ...upload, phase: 'sending' } : upload;
    case 'addressed':
      return upload.phase === 'refused' ? upload : { ...upload, mediaId: event.mediaId };
    case 'progressed':
      return isUnderWay(upload) ? { ...upload, phase: 'sending', halt: null, ...sentOf(upload, event) } : upload;
    case 'saved':
      return upload.phase === 'sent' ? upload : { ...upload, savedBytes: within(upload, event.savedBytes) };
    case 'lost':
      return isUnderWay(upload) ? { ...upload, phase: 'reconnecting', halt: event.halt, pace: null, sentBytes: upload.savedBytes } : upload;
    case 'paused':
      return upload.phase === 'waiting' || isUnderWay(upload) ? { ...upload, phase: 'paused', halt: null, pace: null, sentBytes: upload.savedBytes } : upload;
    case 'resumed':
      return upload.phase === 'paused' || upload.phase === 'refused' ? { ...upload, phase: 'waiting', refusal: null } : upload;
    case 'refused':
      return isUnderWay(upload) ? { ...upload, phase: 'refused', halt: null, pace: null, refusal: event.refusal } : upload;
    case 'finished':
      return isUnderWay(upload) ? { ...upload, phase: 'sent', halt: null, pace: null, sentBytes: upload.totalBytes, savedBytes: upload.totalBytes } : upload;
  }
}

/** How much of the file has left this machine, in whole per cent; 100 only when the server has all of it. */
export function percentOf({ phase, sentBytes, totalBytes }: Pick<Upload, 'phase' | 'sentBytes' | 'totalBytes'>): number {
  if (phase === 'sent') return 100;
  return totalBytes === 0 ? 0 : Math.min(99, Math.floor((sentBytes * 100) / totalBytes));
}

/** Seconds until all of it has left, by the pace of the last seconds; null while that is unknown. */
export function secondsLeft({ sentBytes, totalBytes, pace }: Upload): number | null {
  return secondsFor(totalBytes - sentBytes, pace);
}

function sentOf(upload: Upload, { sentBytes, atMs }: { sentBytes: number; atMs: number }): Pick<Upload, 'sentBytes' | 'pace'> {
  const sent = within(upload, sentBytes);
  return { sentBytes: sent, pace: nextPace(upload.pace, sent, atMs) };
}

const within = ({ totalBytes }: Upload, bytes: number) => Math.min(totalBytes, Math.max(0, bytes));
