import { describe, expect, it } from '@jest/globals';
import { sniff } from './sniff.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('sniff', () => {
  it.each([
    ['playlist', Buffer.from('#EXTM3U\n#EXTINF:10,\n/data/neighbour.mp4\n')],
    ['playlist', Buffer.from('\uFEFF#EXTM3U\nhttp://10.0.0.1/\n')],
    ['playlist', Buffer.from('ffconcat version 1.0\nfile neighbour.mp4\n')],
    ['playlist', Buffer.from('<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>')],
    ['playlist', Buffer.from('v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n')],
    ['text', Buffer.from('八段锦第一式：两手托天理三焦')],
    ['text', Buffer.from('锦'.repeat(100)).subarray(0, 100)],
    ['image', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\b\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDAT')],
    ['image', bytes('\xff\xd8\xff\xe0\0\x10JFIF\0')],
    ['other', bytes('PK\x03\x04\x14\0\0\0\b\0')],
    ['other', bytes('%PDF-1.7\n\x80\x81')],
    ['media', bytes('\0\0\0 ftypisom\0\0\x02\0isomiso2avc1mp41')],
    ['media', bytes('\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\bB\x82\x84webm')],
    ['unknown', bytes('\0\x01\x02\x03 nothing known')],
  ])('%s', async (kind, head) => {
    expect(await sniff(head)).toBe(kind);
  });
});
