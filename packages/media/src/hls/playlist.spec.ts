import { describe, expect, it } from '@jest/globals';
import type { OutputRendition } from './layout.js';
import { masterPlaylist, parseMasterFiles, parseMediaPlaylist } from './playlist.js';

function rendition(
  name: string,
  kind: OutputRendition['kind'],
  width: number,
  height: number,
  bandwidth: number,
): OutputRendition {
  const codecs = kind === 'video' || kind === 'slides' ? 'avc1.64001f' : 'mp4a.40.2';
  return {
    name,
    kind,
    playlistFile: `${name}/index.m3u8`,
    width,
    height,
    bandwidth,
    averageBandwidth: bandwidth / 2,
    codecs,
    bytes: 1,
    durationMs: 1,
  };
}

const video = [
  rendition('720p', 'video', 1280, 720, 1_800_000),
  rendition('480p', 'video', 854, 480, 800_000),
  rendition('240p', 'video', 426, 240, 300_000),
];
const sound = rendition('sound', 'sound', 0, 0, 96_000);
const slides = rendition('slides', 'slides', 854, 480, 26_000);
const audioOnly = rendition('audio', 'audio-only', 0, 0, 32_000);

describe('masterPlaylist', () => {
  it('begins with the rendition a poor line can carry, shares one sound group, and has listening as a variant of its own', () => {
    expect(masterPlaylist([...video, slides, sound, audioOnly], { num: 30, den: 1 })).toBe(
      `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="原声",DEFAULT=YES,AUTOSELECT=YES,URI="sound/index.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="listening",NAME="原声（省流量）",DEFAULT=YES,AUTOSELECT=YES,URI="audio/index.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=896000,AVERAGE-BANDWIDTH=448000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=854x480,FRAME-RATE=30.000,AUDIO="sound"
480p/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=1896000,AVERAGE-BANDWIDTH=948000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=30.000,AUDIO="sound"
720p/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=396000,AVERAGE-BANDWIDTH=198000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=426x240,FRAME-RATE=30.000,AUDIO="sound"
240p/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=58000,AVERAGE-BANDWIDTH=29000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=854x480,FRAME-RATE=1.000,AUDIO="listening"
slides/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=32000,AVERAGE-BANDWIDTH=16000,CODECS="mp4a.40.2"
audio/index.m3u8
`,
    );
  });

  it('names no sound for a silent film', () => {
    const text = masterPlaylist(video, { num: 25, den: 1 });
    expect(text).not.toMatch(/AUDIO|mp4a/);
    expect(parseMasterFiles(text)).toEqual(['480p/index.m3u8', '720p/index.m3u8', '240p/index.m3u8']);
  });

  it('lets a recording be heard in either quality', () => {
    expect(parseMasterFiles(masterPlaylist([sound, audioOnly], { num: 1, den: 1 }))).toEqual(['sound/index.m3u8', 'audio/index.m3u8']);
  });

  it('names the first renditions alone', () => {
    const text = masterPlaylist([rendition('480p', 'video', 854, 480, 800_000), sound, audioOnly], { num: 25, den: 1 });
    expect(parseMasterFiles(text)).toEqual(['sound/index.m3u8', '480p/index.m3u8', 'audio/index.m3u8']);
  });

  it('is read back by parseMasterFiles', () => {
    expect(parseMasterFiles(masterPlaylist([...video, sound, audioOnly], { num: 30, den: 1 })).sort()).toEqual(
      ['240p', '480p', '720p', 'audio', 'sound'].map((name) => `${name}/index.m3u8`),
    );
  });
});

describe('parseMediaPlaylist', () => {
  it('reads init file, segments and end, with any line ends', () => {
    expect(
      parseMediaPlaylist(
        '#EXTM3U\r\n#EXT-X-MAP:URI="init.mp4"\r\n#EXTINF:4.000000,\r\n00000.m4s\r\n#EXTINF:1.5,\r\n00001.m4s\r\n#EXT-X-ENDLIST\r\n',
      ),
    ).toEqual({
      init: 'init.mp4',
      segments: [
        { file: '00000.m4s', seconds: 4 },
        { file: '00001.m4s', seconds: 1.5 },
      ],
      ended: true,
    });
  });

  it.each(['', '#EXTM3U\n', 'nonsense'])('makes no end out of %j', (text) => {
    expect(parseMediaPlaylist(text).ended).toBe(false);
  });
});
