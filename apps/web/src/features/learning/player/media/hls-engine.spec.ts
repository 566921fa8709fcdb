import { describe, expect, it } from '@jest/globals';

import { nameOf, troubleOf } from './hls-engine';

type HlsError = Parameters<typeof troubleOf>[0];

describe('an error of hls.js', () => {
  it.each([
    ['an answer that the address opens nothing any more', 'networkError', 403, 'closed'],
    ['a lesson that is gone', 'networkError', 404, 'closed'],
    ['an address that is too old', 'networkError', 410, 'closed'],
    ['a server that fails', 'networkError', 503, 'line'],
    ['no answer', 'networkError', 0, 'line'],
    ['no answer in time', 'networkError', undefined, 'line'],
    ['a picture that cannot be decoded', 'mediaError', undefined, 'decode'],
  ])('tells of %s', (_, type, code, trouble) => {
    expect(troubleOf({ type, response: code === undefined ? undefined : { code } } as HlsError)).toBe(trouble);
  });
});

it('knows a rendition by its folder', () => {
  expect(nameOf('http://localhost/media/1/2/3/480p/index.m3u8')).toBe('480p');
  expect(nameOf('')).toBe('');
});
