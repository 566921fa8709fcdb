import { describe, expect, it } from '@jest/globals';
import { MediaError, type MediaErrorCode } from './errors.js';

const CODES: MediaErrorCode[] = [
  'source_missing',
  'source_damaged',
  'disk_full',
  'aborted',
  'output_incomplete',
  'copy_unusable',
  'font_missing',
];

describe('MediaError', () => {
  it.each(CODES)('%s says what is and what to do', (code) => {
    const { sentence } = new MediaError(code);
    expect(sentence.match(/。/g)?.length).toBeGreaterThanOrEqual(2);
    expect(sentence).not.toMatch(/[!！您亲]/);
  });

  it('says whether trying again can help', () => {
    expect(new MediaError('source_damaged').retryable).toBe(false);
    expect(new MediaError('disk_full').retryable).toBe(true);
  });

  it('keeps the detail out of the sentence', () => {
    const error = new MediaError('tool_failed', 'Invalid argument');
    expect(error.message).toBe('tool_failed: Invalid argument');
    expect(error.sentence).not.toContain('Invalid');
  });
});
