import { describe, expect, it } from '@jest/globals';

import { sha256Of } from './file-hash';

describe('the SHA-256 of a file', () => {
  it.each([
    ['an empty one', [], 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['one of three bytes', ['abc'], 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['one of several pieces', [new Uint8Array(4 * 1024 * 1024), 'abc'], '1024449d6498fd36bbdc0f93689f0d684c1ed8136d12f228072f4f19cf3fb3c3'],
  ])('is that of all its bytes: %s', async (_, parts, expected) => {
    expect(await sha256Of(new Blob(parts))).toBe(expected);
  });

  it('fails when the file is gone', async () => {
    const file = new Blob(['abc']);
    file.slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }) as unknown as Blob;
    await expect(sha256Of(file)).rejects.toThrow('gone');
  });
});
