import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, test } from '@jest/globals';
import { MediaError } from '@xuexi/media';
import { failureOf } from './media-tools.js';

describe('the failure of a run', () => {
  test('that was stopped while it fetched a file is no fault of the tools', async () => {
    const error = await pipeline(Readable.from(['film']), new Writable(), { signal: AbortSignal.abort() }).catch((thrown: unknown) => thrown);
    expect(failureOf(error)).toMatchObject({ code: 'aborted', retryable: true });
  });

  test.each(['ENOSPC', 'EDQUOT'])('by %s is a full disk', (code) => {
    expect(failureOf(Object.assign(new Error('write'), { code }))).toMatchObject({ code: 'disk_full' });
  });

  test('of a tool stays as it is, and anything else may go better another time', () => {
    const refusal = new MediaError('source_damaged');
    expect(failureOf(refusal)).toBe(refusal);
    expect(failureOf(null)).toMatchObject({ code: 'tool_failed', retryable: true });
  });
});
