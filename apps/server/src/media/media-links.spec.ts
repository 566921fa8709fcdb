import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SessionCookie } from '../platform/auth/session-cookie.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { MediaLinks, type Viewer } from './media-links.js';
import { CONTENT_TYPES } from '../platform/storage/storage.js';

const MEDIA_ID = '0193c0de-0000-7000-8000-000000000001';
const OTHER_ID = '0193c0de-0000-7000-8000-000000000002';
const NOW = Date.parse('2026-03-10T01:00:00Z');
const key = randomBytes(32);
const VIEWER: Viewer = { sessionToken: 'AAAA-bbbb_0123', playSession: '0193c0de-0000-7000-8000-00000000000a' };
const COOKIES = `theme=dark; session=${VIEWER.sessionToken}`;

class StandingClock extends Clock {
  ms = NOW;
  override now(): number {
    return this.ms;
  }
}

function linksAt(clock = new StandingClock(), { mediaSigning = key, publicUrl = 'http://xuexi.test' } = {}): MediaLinks {
  const config = { secrets: { mediaSigning }, publicUrl: new URL(publicUrl) } as Config;
  return new MediaLinks(config, new SessionCookie(config), clock);
}

const READY = {
  id: MEDIA_ID,
  kind: 'video' as const,
  outputPrefix: `media/${MEDIA_ID}/3`,
  output: { masterFile: 'master.m3u8', posterFile: 'poster.jpg', audioOnlyFile: 'audio/index.m3u8', previewsFile: 'previews.vtt', renditions: [], complete: true },
  durationMs: 61_999,
};
const CAPTIONS = { id: MEDIA_ID, language: 'zh-CN', label: '中文', dialect: false, storageKey: `media/${MEDIA_ID}/captions/zh.vtt` };
const EXPIRES = String(NOW / 1000 + 4 * 3600);

/** `secure_link_md5 "$expires $play_session $media_id $login_session $secret"` as nginx computes it: base64 with -_ for +/ and without padding. */
function nginxSignature(expires: string, { sessionToken, playSession }: Viewer): string {
  const secret = key.toString('base64').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return createHash('md5').update(`${expires} ${playSession} ${MEDIA_ID} ${sessionToken} ${secret}`).digest('base64').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

describe('signed media addresses', () => {
  test("carry nginx's own signature, for the folder of the output that plays", () => {
    const base = `/media/${EXPIRES}/${VIEWER.playSession}/${nginxSignature(EXPIRES, VIEWER)}/${MEDIA_ID}`;
    expect(linksAt().playback(READY, [CAPTIONS], VIEWER)).toEqual({
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

  test('are there for what an earlier version transcoded, which knew nothing of previews', () => {
    const { previewsFile: _, ...earlier } = READY.output;
    expect(linksAt().playback({ ...READY, output: earlier }, [], VIEWER)).toMatchObject({ previewsUrl: null });
  });

  test('name neither sound nor captions where there are none', () => {
    expect(linksAt().playback({ ...READY, output: { ...READY.output, audioOnlyFile: null } }, [], VIEWER)).toMatchObject({ audioUrl: null, captions: [] });
  });

  test("are made of a video's own files only", () => {
    const addressOf = linksAt().addresses(MEDIA_ID, VIEWER);
    for (const foreign of [`media/${OTHER_ID}/1/master.m3u8`, `uploads/${MEDIA_ID}`, `media/${MEDIA_ID}`]) expect(() => addressOf(foreign)).toThrow();
  });

  test('open until they expire and not afterwards', () => {
    const clock = new StandingClock();
    const links = linksAt(clock);
    const { masterUrl } = links.playback(READY, [], VIEWER);
    clock.ms = Number(EXPIRES) * 1000;
    expect(links.open(masterUrl, COOKIES)).toEqual({ mediaId: MEDIA_ID, file: '3/master.m3u8' });
    clock.ms++;
    expect(links.open(masterUrl, COOKIES)).toBe('expired');
  });

  test.each(['preview', 'reading'])('open without a play session, too: %s', (playSession) => {
    expect(linksAt().open(linksAt().playback(READY, [], { ...VIEWER, playSession }).masterUrl, COOKIES)).toEqual({ mediaId: MEDIA_ID, file: '3/master.m3u8' });
  });

  test.each(Object.keys(CONTENT_TYPES))('open files of the kind %s', (extension) => {
    const links = linksAt();
    expect(links.open(links.addresses(MEDIA_ID, VIEWER)(`media/${MEDIA_ID}/3/a/b-1_c.${extension}`), COOKIES)).toEqual({ mediaId: MEDIA_ID, file: `3/a/b-1_c.${extension}` });
  });

  test.each([
    ['another login', (url: string) => url, 'session=AAAA-bbbb_0124'],
    ['no login', (url: string) => url, undefined],
    ['an empty cookie', (url: string) => url, 'session='],
    ['a cookie of a similar name', (url: string) => url, `xsession=${VIEWER.sessionToken}; session2=${VIEWER.sessionToken}`],
    ['a cookie that only begins alike', (url: string) => url, `session=${VIEWER.sessionToken} `],
    ['another play session', (url: string) => url.replace(VIEWER.playSession, OTHER_ID), COOKIES],
    ['no play session', (url: string) => url.replace(VIEWER.playSession, 'preview'), COOKIES],
    ['another video', (url: string) => url.replace(MEDIA_ID, OTHER_ID), COOKIES],
    ['a later end', (url: string) => url.replace(EXPIRES, String(Number(EXPIRES) + 1)), COOKIES],
    ['an end with a zero before it', (url: string) => url.replace(EXPIRES, `0${EXPIRES}`), COOKIES],
  ])('do not open for %s', (_, change, cookies) => {
    const links = linksAt();
    expect(links.open(change(links.playback(READY, [], VIEWER).masterUrl), cookies)).toBe('forged');
  });

  test('open under no other key', () => {
    expect(linksAt(new StandingClock(), { mediaSigning: randomBytes(32) }).open(linksAt().playback(READY, [], VIEWER).masterUrl, COOKIES)).toBe('forged');
  });

  test('read the cookie that https sites have there', () => {
    const links = linksAt(new StandingClock(), { publicUrl: 'https://xuexi.test' });
    const { masterUrl } = links.playback(READY, [], VIEWER);
    expect(links.open(masterUrl, COOKIES)).toBe('forged');
    expect(links.open(masterUrl, `session=other; __Host-session=${VIEWER.sessionToken}; a=b`)).toMatchObject({ file: '3/master.m3u8' });
  });

  test('cannot be guessed: no other signature opens', () => {
    const links = linksAt();
    const right = nginxSignature(EXPIRES, VIEWER);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z0-9_-]{22}$/), fc.base64String()), (signature) => {
        fc.pre(signature !== right);
        expect(links.open(`/media/${EXPIRES}/${VIEWER.playSession}/${signature}/${MEDIA_ID}/3/master.m3u8`, COOKIES)).toMatch(/^(malformed|forged)$/);
      }),
    );
  });

  test('lead to nothing but a file below the folder, whatever the path', () => {
    const links = linksAt();
    const { masterUrl } = links.playback(READY, [], VIEWER);
    const folder = masterUrl.slice(0, masterUrl.indexOf('/3/'));
    const piece = fc.constantFrom('..', '.', '', '%2e%2e', '%2f', '%00', '\0', '\\', 'a', '3', 'master.m3u8', ' ', '中', '~', '.m3u8');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const opened = links.open(`${folder}/${pieces.join('/')}`, COOKIES);
        if (typeof opened !== 'string') expect(opened.file).toMatch(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*\.[a-z0-9]+$/);
      }),
    );
  });
});
