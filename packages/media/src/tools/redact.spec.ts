import { describe, expect, it } from '@jest/globals';
import { redactPaths } from './redact.js';

describe('redactPaths', () => {
  it.each([
    ["Impossible to open '/data/media/neighbour lesson.mp4'", 'Impossible to open [path]'],
    ['file:/data/media/a.mp4: Invalid data', '[path]: Invalid data'],
    ['http://10.0.0.1/secret?x=1 refused', '[path] refused'],
    ['[hls @ 0x55] Format not on whitelist', '[hls @ 0x55] Format not on whitelist'],
    ['file:/tmp/my own 视频.mp4: moov atom not found', '[file]: moov atom not found'],
  ])('%s', (said, kept) => {
    expect(redactPaths(said, ['/tmp/my own 视频.mp4'])).toBe(kept);
  });
});
