import { type DetailedError, type HttpRequest, type HttpResponse, type HttpStack, Upload } from 'tus-js-client';

import type { UploadRefusal } from './upload';
import type { Sending, TransportListener, UploadTransport } from './upload-queue';

const ENDPOINT = '/api/uploads';
/** Each piece is acknowledged by itself: on a poor line little has to be sent again, on a good one little is waited for. */
const CHUNK_BYTES = 8 * 1024 * 1024;
const RETRY_DELAYS_MS = [0, 1_000, 3_000, 5_000, 10_000];

export interface TusOptions {
  /** How requests are made; the browser's own way unless said otherwise. */
  httpStack?: HttpStack;
  retryDelays?: number[];
}

/**
 * Sends files by the tus protocol with the session's cookie. The address of an unfinished upload is kept in the browser's
 * storage, so that the same file goes on where it stopped when it is chosen again after the page was loaded anew.
 */
export function createTusTransport({ httpStack, retryDelays = RETRY_DELAYS_MS }: TusOptions = {}): UploadTransport {
  return ({ lessonId, file }, listener): Sending => {
    const upload = new Upload(file, {
      endpoint: ENDPOINT,
      chunkSize: CHUNK_BYTES,
      retryDelays,
      ...(httpStack && { httpStack }),
      metadata: { lessonId, filename: file.name, filetype: file.type },
      fingerprint: () => Promise.resolve(fingerprintOf(lessonId, file)),
      removeFingerprintOnSuccess: true,
      onAfterResponse: keepWhatIsThere,
      onUploadUrlAvailable: () => {
        const mediaId = mediaIdOf(upload.url);
        if (mediaId !== undefined) listener.addressed(mediaId);
      },
      onProgress: (sentBytes) => listener.progressed(sentBytes),
      onChunkComplete: (_, savedBytes) => listener.saved(savedBytes),
      onShouldRetry: (error) => {
        const retry = isPassing(error);
        if (retry) listener.lost();
        return retry;
      },
      onError: (error) => void fail(error, file, listener),
      onSuccess: () => listener.finished(),
    });
    return sendingOf(upload);
  };
}

/** The same file for the same lesson is the same upload, also after the page was loaded anew. */
export function fingerprintOf(lessonId: string, { name, type, size, lastModified }: File): string {
  return ['xuexi', lessonId, name, type, size, lastModified].join('-');
}

function sendingOf(upload: Upload): Sending {
  let wanted = false;
  return {
    start() {
      wanted = true;
      void pickUp(upload).then(() => {
        if (wanted) upload.start();
      });
    },
    pause() {
      wanted = false;
      void upload.abort();
    },
    discard() {
      wanted = false;
      // The server forgets unfinished uploads by itself; telling it is a courtesy that may fail on a broken line.
      upload.abort(true).catch(() => undefined);
    },
  };
}

/** Lets an upload go on where an earlier visit left it. */
async function pickUp(upload: Upload): Promise<void> {
  if (upload.url !== null) return;
  const earlier = await upload.findPreviousUploads();
  const latest = earlier.toSorted((a, b) => Date.parse(b.creationTime) - Date.parse(a.creationTime))[0];
  if (latest !== undefined) upload.resumeFromPreviousUpload(latest);
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
  if (!isPassing(error)) return listener.refused(refusalOf(responseOf(error)));
  const readable = await file.slice(0, 1).arrayBuffer().then(() => true, () => false);
  return readable ? listener.gaveUp() : listener.refused({ kind: 'unreadable' });
}

/** Whether trying again can help: nothing came back, the upload is still held by a dying connection, or the server is busy. */
function isPassing(error: DetailedError): boolean {
  const status = responseOf(error)?.getStatus() ?? 0;
  return status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;
}

function responseOf({ originalResponse, causingError }: DetailedError): HttpResponse | null {
  return causingError instanceof StandingUnknown ? causingError.response : originalResponse;
}

/** What the server says about a file that it does not take (RFC 9457). */
function refusalOf(response: HttpResponse | null): UploadRefusal {
  try {
    const problem: unknown = JSON.parse(response?.getBody() ?? '');
    if (typeof problem === 'object' && problem !== null && 'title' in problem && 'detail' in problem) {
      return { kind: 'problem', title: String(problem.title), detail: String(problem.detail) };
    }
  } catch {
    // Not an answer of the API itself, but of something on the way to it.
  }
  return { kind: 'unknown' };
}
