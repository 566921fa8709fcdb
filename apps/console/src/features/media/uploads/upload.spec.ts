import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { isUnderWay, newUpload, nextUpload, percentOf, type Upload, type UploadEvent } from './upload';

const TOTAL = 1000;
const start = newUpload({ lessonId: 'l', lessonTitle: '定中心', courseId: 'c', file: { name: 'a.mp4', size: TOTAL } as File });
const after = (...events: UploadEvent[]) => events.reduce(nextUpload, start);
const LOST: UploadEvent = { type: 'lost', halt: 'line' };
const STARTED: UploadEvent = { type: 'started' };
const REFUSED: UploadEvent = { type: 'refused', refusal: { kind: 'problem', title: '文件太大', detail: '请压缩。' } };

describe('an upload', () => {
  it.each<[string, UploadEvent[], Partial<Upload>]>([
    ['waits for its turn', [], { phase: 'waiting', sentBytes: 0 }],
    ['sends', [STARTED, { type: 'addressed', mediaId: 'm' }, { type: 'progressed', sentBytes: 400, atMs: 0 }], { phase: 'sending', sentBytes: 400, mediaId: 'm' }],
    [
      'falls back to what the server has when the line breaks',
      [STARTED, { type: 'saved', savedBytes: 300 }, { type: 'progressed', sentBytes: 450, atMs: 0 }, LOST],
      { phase: 'reconnecting', halt: 'line', sentBytes: 300, savedBytes: 300 },
    ],
    ['goes on by itself', [STARTED, LOST, { type: 'progressed', sentBytes: 310, atMs: 0 }], { phase: 'sending', sentBytes: 310 }],
    ['can be paused before its turn', [{ type: 'paused' }], { phase: 'paused' }],
    ['stays paused whatever still comes in', [STARTED, { type: 'paused' }, { type: 'progressed', sentBytes: 700, atMs: 0 }, LOST], { phase: 'paused', sentBytes: 0 }],
    ['waits for its turn again after a pause', [STARTED, { type: 'paused' }, { type: 'resumed' }], { phase: 'waiting' }],
    ['says why it is refused', [STARTED, REFUSED], { phase: 'refused', refusal: { kind: 'problem', title: '文件太大', detail: '请压缩。' } }],
    ['can be tried again after a refusal', [STARTED, REFUSED, { type: 'resumed' }, STARTED], { phase: 'sending', refusal: null }],
    ['is whole when it is finished', [STARTED, { type: 'finished' }], { phase: 'sent', sentBytes: TOTAL, savedBytes: TOTAL }],
    ['stays sent', [STARTED, { type: 'finished' }, { type: 'paused' }, LOST, REFUSED, { type: 'resumed' }], { phase: 'sent' }],
  ])('%s', (_, events, standing) => {
    expect(after(...events)).toMatchObject(standing);
  });

  it('never claims more than there is, nor 100 % before it is whole', () => {
    const bytes = fc.integer({ min: -50, max: TOTAL + 50 });
    const event = fc.oneof<fc.Arbitrary<UploadEvent>[]>(
      fc.constantFrom<UploadEvent>(STARTED, LOST, { type: 'paused' }, { type: 'resumed' }, { type: 'finished' }, REFUSED),
      bytes.map((sentBytes) => ({ type: 'progressed', sentBytes, atMs: 0 })),
      bytes.map((savedBytes) => ({ type: 'saved', savedBytes })),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        for (const upload of events.map((_, index) => after(...events.slice(0, index + 1)))) {
          expect(upload.sentBytes).toBeGreaterThanOrEqual(0);
          expect(upload.sentBytes).toBeLessThanOrEqual(TOTAL);
          expect(percentOf(upload) === 100).toBe(upload.phase === 'sent');
          expect(upload.halt !== null).toBe(upload.phase === 'reconnecting');
          expect(upload.refusal === null).toBe(upload.phase !== 'refused');
        }
      }),
    );
  });

  it('holds the line only between its start and its end', () => {
    expect([start, after(STARTED), after(STARTED, LOST), after({ type: 'paused' }), after(STARTED, { type: 'finished' })].map(isUnderWay)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });
});
