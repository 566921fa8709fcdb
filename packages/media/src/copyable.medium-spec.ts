import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import { isCopyable } from './copyable.js';
import { probe, type SourceProbe } from './source/probe.js';
import { makeSource, testFolder } from './testing/sources.js';

describe('isCopyable', () => {
  let folder: Awaited<ReturnType<typeof testFolder>>;
  let file: string;
  let found: SourceProbe;

  beforeAll(async () => {
    folder = await testFolder();
    const video = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-maxrate', '300k', '-bufsize', '300k', '-g', '50', '-flags', '+cgop'];
    file = await makeSource(join(folder.dir, 'fit.mp4'), { size: '426x240', seconds: 4, audio: null, video });
    found = await probe(file);
    expect(await isCopyable(file, found)).toBe(true);
  });
  afterAll(() => folder.remove());
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    ['header', 0],
    ['packets', 1],
  ])('says no when the %s cannot be read in time: encoding is always right', async (_what, readBefore) => {
    const timeout = jest.spyOn(AbortSignal, 'timeout');
    for (let i = 0; i < readBefore; i++) timeout.mockReturnValueOnce(new AbortController().signal);
    timeout.mockReturnValueOnce(AbortSignal.abort());
    expect(await isCopyable(file, found)).toBe(false);
    expect(timeout).toHaveBeenCalledTimes(readBefore + 1);
  });

  it('is no verdict when it was aborted', async () => {
    await expect(isCopyable(file, found, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
  });
});
