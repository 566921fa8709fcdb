import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { MediaLinks } from './media-links.js';

const MEDIA_ID = '0193c0de-0000-7000-8000-000000000001';
const NOW = Date.parse('2026-03-10T01:00:00Z');
const key = randomBytes(32);

class StandingClock extends Clock {
  ms = NOW;
  override now(): number {
    return this.ms;
  }
}

function linksAt(clock = new StandingClock(), mediaSigning = key): MediaLinks {
  return new MediaLinks({ secrets: { mediaSigning } } as Config, clock);
}

const READY = {
  id: MEDIA_ID,
  kind: 'video' as const,
  outputPrefix: `media/${MEDIA_ID}/3`,
  output: { masterFile: 'master.m3u8', posterFile: 'poster.jpg', audioOnlyFile: 'audio/index.m3u8', previewsFile: 'previews.vtt', renditions: [], complete: true },
  durationMs: 61_999,
};
const CAPTIONS = { id: MEDIA_ID, language: 'zh-CN', label: '中文', dialect: false, storageKey: `media/${MEDIA_ID}/captions/zh.vtt` };

/** `secure_link_md5 "$expires $mediaId $secret"` as nginx computes it: base64 with -_ for +/ and without padding. */
function nginxSignature(expires: string, mediaId: string): string {
  const secret = key.toString('base64').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return createHash('md5').update(`${expires} ${mediaId} ${secret}`).digest('base64').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

describe('signed media addresses', () => {
  test("carry nginx's own signature, for the folder of the output that plays", () => {
    const expires = String(NOW / 1000 + 4 * 3600);
    const base = `/media/${expires}/${nginxSignature(expires, MEDIA_ID)}/${MEDIA_ID}`;
    expect(linksAt().playback(READY, [CAPTIONS])).toEqual({
      kind: 'video',
      masterUrl: `${base}/3/master.m3u8`,
      posterUrl: `${base}/3/poster.jpg`,
      audioUrl: `${base}/3/audio/index.m3u8`,
      previewsUrl: `${base}/3/previews.vtt`,
      captions: [{ id: MEDIA_ID, language: 'zh-CN', label: '中文', dialect: false, url: `${base}/captions/zh.vtt` }],
      renditions: [],
      durationSeconds: 61,
    });
  });

  test('name neither sound nor captions where there are none', () => {
    expect(linksAt().playback({ ...READY, output: { ...READY.output, audioOnlyFile: null } }, [])).toMatchObject({ audioUrl: null, captions: [] });
  });

  test('open until they expire and not afterwards', () => {
    const clock = new StandingClock();
    const links = linksAt(clock);
    const [, , expires, signature] = links.playback(READY, []).masterUrl.split('/') as [string, string, string, string];
    clock.ms = Number(expires) * 1000;
    expect(links.check(expires, signature, MEDIA_ID)).toBe('ok');
    clock.ms++;
    expect(links.check(expires, signature, MEDIA_ID)).toBe('expired');
  });

  test('open for no other video, no later expiry and under no other key', () => {
    const links = linksAt();
    const [, , expires, signature] = links.playback(READY, []).masterUrl.split('/') as [string, string, string, string];
    expect(links.check(expires, signature, `${MEDIA_ID.slice(0, -1)}2`)).toBe('forged');
    expect(links.check(String(Number(expires) + 1), signature, MEDIA_ID)).toBe('forged');
    expect(linksAt(new StandingClock(), randomBytes(32)).check(expires, signature, MEDIA_ID)).toBe('forged');
  });

  test('cannot be guessed: no other signature opens', () => {
    const links = linksAt();
    const expires = String(NOW / 1000 + 60);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme', minLength: 22, maxLength: 22 }), fc.base64String()), (signature) => {
        fc.pre(signature !== nginxSignature(expires, MEDIA_ID));
        expect(links.check(expires, signature, MEDIA_ID)).toBe('forged');
      }),
    );
  });
});
