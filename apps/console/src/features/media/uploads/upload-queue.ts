import { type Halt, isUnderWay, newUpload, nextUpload, type Upload, type UploadEvent, type UploadRefusal, type UploadRequest } from './upload';

/** What a transport tells about the file that it sends. */
export interface TransportListener {
  /** The server has given the upload its media id. */
  addressed(mediaId: string): void;
  progressed(sentBytes: number): void;
  saved(savedBytes: number): void;
  /** Nothing gets through; the transport goes on by itself. */
  lost(halt: Halt): void;
  /** The transport has tried for long enough and waits to be started again. */
  gaveUp(halt: Halt): void;
  refused(refusal: UploadRefusal): void;
  finished(): void;
}

/** The sending of one file: continues where it stopped, also after the page was loaded anew. */
export interface Sending {
  start(): void;
  pause(): void;
  /** Stops, and lets the server forget what it has. */
  discard(): void;
}

/** How files get to the server; the browser's speaks tus, tests bring their own. */
export type UploadTransport = (request: UploadRequest, listener: TransportListener) => Sending;

/** Calls `run` once after `ms`, unless the returned function is called before. */
export type Later = (run: () => void, ms: number) => () => void;

export interface UploadQueueOptions {
  transport: UploadTransport;
  later?: Later;
  /** Milliseconds of a clock that only goes forward. */
  now?: () => number;
}

/** Files sent at the same time; more would only slow each other down on a poor line. */
const AT_ONCE = 2;
/** How long the line is given before a transport that gave up is started again. */
const RESTART_AFTER_MS = 15_000;

interface Job {
  upload: Upload;
  sending: Sending;
  cancelRestart: (() => void) | null;
}

/**
 * The uploads of this page, at most one for each lesson. They go on while other pages of the console are opened, two at a
 * time; a broken line is tried again until it is back.
 */
export class UploadQueue {
  private readonly jobs = new Map<string, Job>();
  private readonly listeners = new Set<() => void>();
  private readonly transport: UploadTransport;
  private readonly later: Later;
  private readonly now: () => number;
  private shown: readonly Upload[] = [];

  constructor({ transport, later = laterByTimer, now = () => performance.now() }: UploadQueueOptions) {
    this.transport = transport;
    this.later = later;
    this.now = now;
  }

  /** Calls `listener` after every change; the returned function ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** All uploads in the order in which they were added; the same array until something changes. */
  readonly snapshot = (): readonly Upload[] => this.shown;

  /** Adds a file; one that was under way for the same lesson is dropped in its favour. */
  add(request: UploadRequest): void {
    this.cancel(request.lessonId);
    const { lessonId } = request;
    const sending = this.transport(request, {
      addressed: (mediaId) => this.tell(lessonId, sending, { type: 'addressed', mediaId }),
      progressed: (sentBytes) => this.tell(lessonId, sending, { type: 'progressed', sentBytes, atMs: this.now() }),
      saved: (savedBytes) => this.tell(lessonId, sending, { type: 'saved', savedBytes }),
      lost: (halt) => this.tell(lessonId, sending, { type: 'lost', halt }),
      gaveUp: (halt) => this.startLater(lessonId, sending, halt),
      refused: (refusal) => this.tell(lessonId, sending, { type: 'refused', refusal }),
      finished: () => this.tell(lessonId, sending, { type: 'finished' }),
    });
    this.jobs.set(lessonId, { upload: newUpload(request), sending, cancelRestart: null });
    this.changed();
  }

  /** Stops for now; what the server has stays there. */
  pause(lessonId: string): void {
    const job = this.jobs.get(lessonId);
    if (job === undefined) return;
    if (isUnderWay(job.upload)) job.sending.pause();
    this.apply(job, { type: 'paused' });
  }

  /** Goes on after a pause, or tries again after a refusal, when its turn comes. */
  resume(lessonId: string): void {
    const job = this.jobs.get(lessonId);
    if (job !== undefined) this.apply(job, { type: 'resumed' });
  }

  /** Drops an upload and what the server has of it. */
  cancel(lessonId: string): void {
    const job = this.jobs.get(lessonId);
    if (job === undefined) return;
    job.cancelRestart?.();
    if (job.upload.phase !== 'sent') job.sending.discard();
    this.forget(lessonId);
  }

  /** Takes an upload off the list, once the page shows the video itself. */
  forget(lessonId: string): void {
    if (this.jobs.delete(lessonId)) this.changed();
  }

  /** The line is back: whoever waits to be started again starts now. */
  readonly reconnect = (): void => {
    for (const job of this.jobs.values()) if (job.cancelRestart !== null) this.restart(job);
  };

  private startLater(lessonId: string, sending: Sending, halt: Halt): void {
    const job = this.jobs.get(lessonId);
    if (job === undefined || job.sending !== sending) return;
    this.apply(job, { type: 'lost', halt });
    if (job.upload.phase !== 'reconnecting') return;
    job.cancelRestart?.();
    job.cancelRestart = this.later(() => this.restart(job), RESTART_AFTER_MS);
  }

  private restart(job: Job): void {
    job.cancelRestart?.();
    job.cancelRestart = null;
    if (job.upload.phase === 'reconnecting') job.sending.start();
  }

  /** Hands an event on, unless it comes from a sending that another file has replaced. */
  private tell(lessonId: string, sending: Sending, event: UploadEvent): void {
    const job = this.jobs.get(lessonId);
    if (job !== undefined && job.sending === sending) this.apply(job, event);
  }

  private apply(job: Job, event: UploadEvent): void {
    const next = nextUpload(job.upload, event);
    if (next === job.upload) return;
    job.upload = next;
    if (!isUnderWay(next)) {
      job.cancelRestart?.();
      job.cancelRestart = null;
    }
    this.changed();
  }

  private changed(): void {
    this.startWaiting();
    this.shown = [...this.jobs.values()].map(({ upload }) => upload);
    for (const listener of this.listeners) listener();
  }

  private startWaiting(): void {
    const jobs = [...this.jobs.values()];
    const free = AT_ONCE - jobs.filter(({ upload }) => isUnderWay(upload)).length;
    const starting = jobs.filter(({ upload }) => upload.phase === 'waiting').slice(0, Math.max(0, free));
    for (const job of starting) job.upload = nextUpload(job.upload, { type: 'started' });
    for (const job of starting) job.sending.start();
  }
}

const laterByTimer: Later = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};
