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
    ['archive', bytes('PK\x03\x04\x14\0\0\0\b\0')],
    ['archive', bytes('Rar!\x1a\x07\x01\0')],
    ['live_photo', bytes(`PK\x03\x04\x14\0\0\0\0\0${'\0'.repeat(16)}\x08\0\0\0IMG.HEIC`)],
    ['office', bytes(`PK\x03\x04\x14\0\x06\0\b\0${'\0'.repeat(16)}\x13\0\0\0[Content_Types].xml`)],
    ['office', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0\0\0\0\0')],
    ['other_media', bytes('\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c')],
    ['other_media', bytes('.RMF\0\0\0\x12\0\x01')],
    ['protected', bytes('CTENFDAM\x01\x70')],
    ['document', bytes('%PDF-1.7\n\x80\x81')],
    ['document', bytes('%PDF-1.4\nonly letters')],
    ['document', bytes('\0\0junk\r\n%PDF-1.4\n')],
    ['media', bytes('\0\0\0 ftypisom\0\0\x02\0isomiso2avc1mp41')],
    ['media', bytes('\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\bB\x82\x84webm')],
    ['unknown', bytes('\0\x01\x02\x03 nothing known')],
  ])('%s', async (kind, head) => {
    expect((await sniff(head)).kind).toBe(kind);
  });

  it.each([
    [['mov'], bytes('\0\0\0 ftypisom\0\0\x02\0isomiso2avc1mp41')],
    [['mov'], bytes('\0\0\0 ftypM4A \0\0\x02\0isomiso2avc1mp41')],
    [['mov'], bytes('\0\0\0 ftyp3gp5\0\0\x02\0isomiso2avc1mp41')],
    [['matroska'], bytes('\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\bB\x82\x84webm')],
    [['mp3', 'aac', 'flac', 'wav'], bytes('ID3\x04\0\0\0\0\x10\0TIT2')],
    [['ogg'], bytes(`OggS\0\x02${'\0'.repeat(20)}\x01\x13OpusHead\x01\x02`)],
    [['flac'], bytes('fLaC\0\0\0\x22')],
    [['amr'], bytes('#!AMR\n\x3c\x91')],
  ])('opens with %j alone', async (containers, head) => {
    expect((await sniff(head)).containers).toEqual(containers);
  });
});
