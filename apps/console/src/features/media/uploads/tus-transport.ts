import { type DetailedError, type HttpRequest, type HttpResponse, type HttpStack, Upload } from 'tus-js-client';

import type { Api } from '@xuexi/api-client';
import { MEDIA_LIMITS } from '@xuexi/domain';

import type { FileHash, FileHasher } from './file-hash';
import type { Halt, UploadRefusal, UploadRequest } from './upload';
import type { Sending, TransportListener, UploadTransport } from './upload-queue';

const ENDPOINT = '/api/uploads';
/** Each piece is acknowledged by itself: on a poor line little has to be sent again, on a good one little is waited for. */
const CHUNK_BYTES = 8 * 1024 * 1024;
const RETRY_DELAYS_MS = [0, 1_000, 3_000, 5_000, 10_000];

/** What is asked before the first byte of a file. */
export type UploadSpace = Pick<Api['MyUploads'], 'usedBytes' | 'quotaBytes' | 'unfinished'>;

export interface TusOptions {
  /** Finds the SHA-256 of a file while it is sent; the server takes the last byte only with it. */
  hash: FileHasher;
  /** What the server keeps of this instructor, unfinished uploads among it. */
  space: () => Promise<UploadSpace>;
  /** How requests are made; the browser's own way unless said otherwise. */
  httpStack?: HttpStack;
  retryDelays?: number[];
}

/**
 * Sends files by the tus protocol with the session's cookie. The address of an unfinished upload is kept in the browser's
 * storage, so that the same file goes on where it stopped when it is chosen again after the page was loaded anew.
 */
export function createTusTransport({ hash, space, httpStack, retryDelays = RETRY_DELAYS_MS }: TusOptions): UploadTransport {
  return (request, listener): Sending => {
    const { lessonId, file } = request;
    const verification = new Verification(file, hash);
    const upload = new Upload(file, {
      endpoint: ENDPOINT,
      chunkSize: CHUNK_BYTES,
      retryDelays,
      ...(httpStack && { httpStack }),
      metadata: { lessonId, filename: file.name, filetype: file.type },
      fingerprint: () => Promise.resolve(fingerprintOf(lessonId, file)),
      removeFingerprintOnSuccess: true,
      onBeforeRequest: (piece) => verification.addTo(piece),
      onAfterResponse: keepWhatIsThere,
      onUploadUrlAvailable: () => {
        const mediaId = mediaIdOf(upload.url);
        if (mediaId !== undefined) listener.addressed(mediaId);
      },
      onProgress: (sentBytes) => listener.progressed(sentBytes),
      onChunkComplete: (_, savedBytes) => listener.saved(savedBytes),
      onShouldRetry: (error) => {
        const retry = isPassing(error);
        if (retry) listener.lost(haltOf(error));
        return retry;
      },
      onError: (error) => void fail(error, file, listener),
      onSuccess: () => listener.finished(),
    });
    return sendingOf(upload, verification, async () => {
      const refusal = await prepare(upload, request, space);
      if (refusal !== null) listener.refused(refusal);
      return refusal === null;
    });
  };
}

/** Says the SHA-256 of the whole file with its last piece; it is found while the pieces before are sent. */
class Verification {
  private hash: FileHash | null = null;
  private turn = 0;

  constructor(
    private readonly file: File,
    private readonly hasher: FileHasher,
  ) {}

  begin(): void {
    this.turn += 1;
    this.hash ??= this.hasher(this.file);
    // Whoever needs it hears of its failure.
    this.hash.digest.catch(() => undefined);
  }

  /** Nothing that waits for the hash is sent any more. */
  interrupt(): void {
    this.turn += 1;
  }

  end(): void {
    this.interrupt();
    this.hash?.stop();
  }

  /** @throws FileUnreadable */
  async addTo(request: HttpRequest): Promise<void> {
    if (request.getMethod() !== 'PATCH' || Number(request.getHeader('Upload-Offset')) + CHUNK_BYTES < this.file.size) return;
    const { turn } = this;
    const digest = await this.hash?.digest.catch(() => {
      this.hash = null;
      throw new FileUnreadable();
    });
    // The library sends what is paused in here; the request of an earlier turn is for nobody.
    if (turn !== this.turn) await new Promise(() => undefined);
    if (digest !== undefined) request.setHeader('Upload-Sha256', digest);
  }
}

class FileUnreadable extends Error {}

/** The same file for the same lesson is the same upload, also after the page was loaded anew. */
export function fingerprintOf(lessonId: string, { name, type, size, lastModified }: File): string {
  return ['xuexi', lessonId, name, type, size, lastModified].join('-');
}

/** @param ready finds where to go on; false: the file is refused */
function sendingOf(upload: Upload, verification: Verification, ready: () => Promise<boolean>): Sending {
  let wanted = false;
  return {
    start() {
      wanted = true;
      void ready().then((isReady) => {
        if (!wanted || !isReady) return;
        verification.begin();
        upload.start();
      });
    },
    pause() {
      wanted = false;
      verification.interrupt();
      void upload.abort();
    },
    discard() {
      wanted = false;
      verification.end();
      // The server forgets unfinished uploads by itself; telling it is a courtesy that may fail on a broken line.
      upload.abort(true).catch(() => undefined);
    },
  };
}

/** Lets an upload go on where an earlier visit, or another device, left it. @returns why a new one cannot begin, or null */
async function prepare(upload: Upload, { lessonId, file, resumes }: UploadRequest, space: TusOptions['space']): Promise<UploadRefusal | null> {
  if (upload.url !== null) return null;
  if (file.size === 0) return { kind: 'empty' };
  if (file.size > MEDIA_LIMITS.uploadBytes) return { kind: 'tooLarge', bytes: file.size, limitBytes: MEDIA_LIMITS.uploadBytes };
  const earlier = await upload.findPreviousUploads();
  const latest = earlier.toSorted((a, b) => Date.parse(b.creationTime) - Date.parse(a.creationTime))[0];
  if (latest !== undefined) {
    upload.resumeFromPreviousUpload(latest);
    return null;
  }
  // Where the server does not say, it refuses by itself.
  const kept = await space().catch(() => null);
  const unfinished = kept?.unfinished.find((one) => (resumes === undefined ? one.lessonId === lessonId && one.fileName === file.name && one.bytes === file.size : one.id === resumes));
  if (unfinished !== undefined) upload.url = `${ENDPOINT}/${unfinished.id}`;
  if (unfinished !== undefined || kept === null || kept.usedBytes + file.size <= kept.quotaBytes) return null;
  return { kind: 'noSpace', bytes: file.size, usedBytes: kept.usedBytes, quotaBytes: kept.quotaBytes };
}

/** The media id at the end of an upload's address. */
function mediaIdOf(url: string | null): string | undefined {
  return url?.split('?')[0]?.split('/').at(-1) || undefined;
}

/** The server did not say how much it has of an upload that it may well have. */
class StandingUnknown extends Error {
  constructor(readonly response: HttpResponse) {
    super(`the standing of the upload was answered with ${response.getStatus()}`);
  }
}

/**
 * The library begins anew whenever the server cannot say how much it has. Only an upload that is gone is worth that: while
 * the server restarts or the session has ended, what is there must be kept.
 */
function keepWhatIsThere(request: HttpRequest, response: HttpResponse): void {
  const status = response.getStatus();
  const said = status < 300 || status === 404 || status === 410 || status === 423;
  if (request.getMethod() === 'HEAD' && !said) throw new StandingUnknown(response);
}

/** Tells why sending stopped: a file that cannot be read any more looks like a broken line, so it is read once to know. */
async function fail(error: Error | DetailedError, file: File, listener: TransportListener): Promise<void> {
  if (!('originalRequest' in error)) return listener.refused({ kind: 'unknown' });
  if (error.causingError instanceof FileUnreadable) return listener.refused({ kind: 'unreadable' });
  if (!isPassing(error)) return listener.refused(refusalOf(responseOf(error)));
  const readable = await file.slice(0, 1).arrayBuffer().then(() => true, () => false);
  return readable ? listener.gaveUp(haltOf(error)) : listener.refused({ kind: 'unreadable' });
}

/** Whether trying again can help: nothing came back, the upload is still held by a dying connection, or the server is busy or full. */
function isPassing(error: DetailedError): boolean {
  if (error.causingError instanceof FileUnreadable) return false;
  const status = statusOf(error);
  return status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;
}

/** What an upload waits for that goes on by itself. */
function haltOf(error: DetailedError): Halt {
  const status = statusOf(error);
  if (status === 507) return 'room';
  return status === 0 ? 'line' : 'server';
}

function statusOf(error: DetailedError): number {
  return responseOf(error)?.getStatus() ?? 0;
}

function responseOf({ originalResponse, causingError }: DetailedError): HttpResponse | null {
  return causingError instanceof StandingUnknown ? causingError.response : originalResponse;
}

/** What the server says about a file that it does not take (RFC 9457). */
function refusalOf(response: HttpResponse | null): UploadRefusal {
  if (response?.getStatus() === 401) return { kind: 'session' };
  try {
    const problem: unknown = JSON.parse(response?.getBody() ?? '');
    if (typeof problem === 'object' && problem !== null && 'title' in problem && 'detail' in problem) {
      return { kind: 'problem', title: String(problem.title), detail: [...faultsOf(problem), String(problem.detail)].join('。') };
    }
  } catch {
    // Not an answer of the API itself, but of something on the way to it.
  }
  return { kind: 'unknown' };
}

/** What the server says about single fields, figures among it. */
function faultsOf(problem: object): string[] {
  if (!('fields' in problem) || !Array.isArray(problem.fields)) return [];
  return problem.fields.flatMap((field: unknown) => (typeof field === 'object' && field !== null && 'message' in field ? [String(field.message)] : []));
}
