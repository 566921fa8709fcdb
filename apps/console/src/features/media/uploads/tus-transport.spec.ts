import { beforeEach, describe, expect, it } from '@jest/globals';

import { problem } from '../../../../testing/fixtures';
import { TusServer } from '../../../../testing/tus-server';

import type { FileHasher } from './file-hash';
import { createTusTransport, fingerprintOf, type UploadSpace } from './tus-transport';
import type { TransportListener } from './upload-queue';

const MEGABYTE = 1024 * 1024;
const LESSON = { lessonId: 'lesson-1', lessonTitle: '定中心', courseId: 'course-1' };

let server: TusServer;
let heard: string[];
let space: UploadSpace;

/** A file made of a blob of this environment: the files of jsdom cannot be read back. */
const video = (megabytes: number, name = '拉坯.mp4') =>
  Object.assign(new Blob([new Uint8Array(megabytes * MEGABYTE)], { type: 'video/mp4' }), { name, lastModified: 1 }) as unknown as File;

const decoded = (base64 = '') => new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));

/** What the thread beside the page answers. */
let digest: Promise<string>;
const hasher: FileHasher = () => ({ digest, stop: () => undefined });

/** Sends a file; resolves when the transport has come to an end, `stopAfter` pauses it after so many acknowledged pieces. */
function send(file: File, stopAfter = Infinity, resumes?: string): Promise<void> {
  return new Promise((resolve) => {
    const end = (what: string) => {
      heard.push(what);
      resolve();
    };
    let pieces = 0;
    const listener: TransportListener = {
      addressed: (mediaId) => heard.push(`addressed ${mediaId}`),
      progressed: () => undefined,
      saved: (bytes) => {
        heard.push(`saved ${bytes / MEGABYTE}`);
        pieces += 1;
        if (pieces < stopAfter) return;
        sending.pause();
        end('stopped');
      },
      lost: (halt) => heard.push(`lost ${halt}`),
      gaveUp: (halt) => end(`gave up ${halt}`),
      refused: (refusal) => end(`refused ${refusal.kind === 'problem' ? refusal.title : refusal.kind}`),
      finished: () => end('finished'),
    };
    const sending = createTusTransport({ hash: hasher, space: () => Promise.resolve(space), httpStack: server, retryDelays: [0, 0] })({ ...LESSON, file, ...(resumes !== undefined && { resumes }) }, listener);
    sending.start();
  });
}

beforeEach(() => {
  server = new TusServer();
  heard = [];
  space = { usedBytes: 0, quotaBytes: 100 * MEGABYTE, unfinished: [] };
  digest = Promise.resolve('5a');
  localStorage.clear();
});

describe('sending by tus', () => {
  it('sends a file in pieces of 8 MB with what it is for, and says its media id', async () => {
    await send(video(20));
    expect(heard).toEqual(['addressed media-1', 'saved 8', 'saved 16', 'saved 20', 'finished']);
    const metadata = Object.fromEntries((server.uploads.get('media-1')?.metadata ?? '').split(',').map((pair) => pair.split(' ')));
    expect(Object.keys(metadata)).toEqual(['lessonId', 'filename', 'filetype']);
    expect(decoded(metadata.filename)).toBe('拉坯.mp4');
  });

  it('goes on where an earlier visit left it when the same file is chosen again', async () => {
    await send(video(20), 1);
    heard = [];
    await send(video(20));
    expect(heard).toEqual(['addressed media-1', 'saved 16', 'saved 20', 'finished']);
    expect(server.log.filter((call) => call.startsWith('POST'))).toHaveLength(1);
  });

  it('begins anew for another file, another lesson, or an upload that the server has forgotten', async () => {
    await send(video(20), 1);
    await send(video(20, '修坯.mp4'), 1);
    expect(server.uploads.size).toBe(2);
    server.uploads.delete('media-1');
    await send(video(20));
    expect(server.log.filter((call) => call.startsWith('POST'))).toHaveLength(3);
    expect(fingerprintOf('lesson-1', video(1))).not.toBe(fingerprintOf('lesson-2', video(1)));
  });

  it('keeps what the server has while the line breaks and the server restarts', async () => {
    server.fault = (method, index) => (index === 2 && method === 'PATCH' ? 'broken' : index === 3 ? { status: 503 } : undefined);
    await send(video(20));
    expect(heard).toEqual(['addressed media-1', 'saved 8', 'lost line', 'lost server', 'addressed media-1', 'saved 16', 'saved 20', 'finished']);
    expect(server.log.map((call) => call.split(' ')[0])).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD', 'HEAD', 'PATCH', 'PATCH']);
  });

  it('gives up on the line after its retries, and goes on when it is started again', async () => {
    server.fault = (method, index) => (method !== 'POST' && index > 1 && index < 5 ? 'broken' : undefined);
    await send(video(20));
    expect(heard).toEqual(['addressed media-1', 'saved 8', 'lost line', 'lost line', 'gave up line']);
    await send(video(20));
    expect(heard.at(-1)).toBe('finished');
    expect(server.uploads.size).toBe(1);
  });

  it('tells a refusal in the words of the API', async () => {
    server.fault = () => ({ status: 413, problem: problem(413, 'upload_too_large') });
    await send(video(1));
    expect(heard).toEqual(['refused 题：upload_too_large']);
  });

  it('does not begin anew because the session has ended', async () => {
    await send(video(20), 1);
    server.fault = (method) => (method === 'HEAD' ? { status: 401, problem: problem(401, 'not_signed_in') } : undefined);
    heard = [];
    await send(video(20));
    expect(heard).toEqual(['refused session']);
    server.fault = () => undefined;
    await send(video(20));
    expect(heard.at(-1)).toBe('finished');
    expect(server.uploads.size).toBe(1);
  });

  it('says when an answer is none of the API', async () => {
    server.fault = () => ({ status: 400 });
    await send(video(1));
    expect(heard).toEqual(['refused unknown']);
  });

  it('says the SHA-256 of the whole file with its last piece, and only there', async () => {
    await send(video(20));
    expect(server.hashes).toEqual([undefined, undefined, '5a']);
  });

  it('refuses a file that could not be hashed', async () => {
    digest = Promise.reject(new DOMException('gone', 'NotReadableError'));
    await send(video(9));
    expect(heard).toEqual(['addressed media-1', 'saved 8', 'refused unreadable']);
  });

  it('waits for room on the server, and goes on with what is there', async () => {
    server.fault = (method, index) => (method === 'PATCH' && index === 2 ? { status: 507, problem: problem(507, 'upload_no_room') } : undefined);
    await send(video(20));
    expect(heard).toEqual(['addressed media-1', 'saved 8', 'lost room', 'addressed media-1', 'saved 16', 'saved 20', 'finished']);
  });

  it('goes on with what another device left of the same file, or of the one it was told', async () => {
    const left = (id: string, megabytes: number, fileName: string) => ({ id, lessonId: LESSON.lessonId, lesson: null, fileName, bytes: megabytes * MEGABYTE, receivedBytes: 0, createdAt: '', expiresAt: '' });
    for (const id of ['media-8', 'media-9']) server.uploads.set(id, { length: 20 * MEGABYTE, offset: 16 * MEGABYTE, metadata: '' });
    space = { ...space, unfinished: [left('media-7', 19, '拉坯.mp4'), left('media-8', 20, '拉坯.mp4'), left('media-9', 20, 'VID_1.mp4')] };
    await send(video(20));
    expect(heard).toEqual(['addressed media-8', 'saved 20', 'finished']);
    heard = [];
    localStorage.clear();
    await send(video(20), Infinity, 'media-9');
    expect(heard).toEqual(['addressed media-9', 'saved 20', 'finished']);
  });

  it.each<[string, number, Partial<UploadSpace>, string]>([
    ['of nothing', 0, {}, 'refused empty'],
    ['larger than the limit', 8 * 1024 * MEGABYTE + 1, {}, 'refused tooLarge'],
    ['for which there is no space', 41 * MEGABYTE, { usedBytes: 60 * MEGABYTE }, 'refused noSpace'],
  ])('refuses a file %s before anything is sent', async (_, size, kept, refusal) => {
    space = { ...space, ...kept };
    const file = video(1);
    Object.defineProperty(file, 'size', { value: size });
    await send(file);
    expect(heard).toEqual([refusal]);
    expect(server.log).toEqual([]);
  });

  it('knows a file that cannot be read any more from a broken line', async () => {
    const file = video(1);
    file.slice = () => ({ size: MEGABYTE, arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }) as unknown as Blob;
    server.fault = (method) => (method === 'PATCH' ? 'broken' : undefined);
    await send(file);
    expect(heard.at(-1)).toBe('refused unreadable');
  });
});
