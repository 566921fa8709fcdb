import { describe, expect, it } from '@jest/globals';
import type { FilmFacts } from '../source/facts.js';
import type { SourceProbe } from '../source/probe.js';
import { planPasses } from './passes.js';
import { copyArgs, transcodeArgs } from './transcode-args.js';

const probe: SourceProbe = {
  container: 'mov',
  durationMs: 60_000,
  video: {
    index: 0,
    codec: 'h264',
    width: 1920,
    height: 1080,
    fps: { num: 30, den: 1 },
    variableFrameRate: false,
    hdr: false,
    interlaced: false,
    endMs: 60_000,
  },
  audio: { index: 2, codec: 'aac', channels: 2, sampleRate: 48_000, endMs: 58_000 },
};
const facts = (change: Partial<SourceProbe> = {}): FilmFacts => ({
  kind: 'video',
  durationMs: 60_000,
  probe: { ...probe, ...change },
  loudness: { integrated: -30, truePeak: -20 },
  copyable: false,
});
const args = (change: Partial<SourceProbe> = {}, input = '/tmp/a.mp4', process: 'quick' | 'rest' = 'rest', cuts: number[] | null = null): string[] => {
  const source = facts(change);
  const { rest, quick } = planPasses(source);
  return transcodeArgs({ input, source, pass: process === 'rest' && rest ? rest : quick, cuts });
};
const after = (list: string[], option: string): string => list[list.indexOf(option) + 1] ?? '';

describe('transcodeArgs', () => {
  it('opens one input, behind every whitelist', () => {
    const list = args();
    const input = list.indexOf('-i');
    expect(list.filter((arg) => arg === '-i')).toHaveLength(1);
    expect(list).toContain('-nostdin');
    expect(after(list, '-protocol_whitelist')).toBe('file');
    for (const option of ['-protocol_whitelist', '-format_whitelist', '-codec_whitelist'])
      expect(list.indexOf(option)).toBeLessThan(input);
  });

  it.each([
    'hls',
    'concat',
    'concatf',
    'dash',
    'sdp',
    'imf',
    'rtsp',
    'lavfi',
    'image2',
    'tty',
    'webm_dash_manifest',
    'ffmetadata',
  ])('keeps the demuxer %s shut', (format) => {
    expect(after(args(), '-format_whitelist').split(',')).not.toContain(format);
  });

  it.each(['-i', 'http://example.org/a.mp4', 'concat:a|b', 'a b "c" \'d\'.mp4', '视频%05d.mp4', '; rm -rf .mp4'])(
    'takes %j for a file name',
    (name) => {
      const list = args({}, name);
      expect(after(list, '-i')).toMatch(/^file:\//);
      expect(after(list, '-i').endsWith(name.replace(/^http:\/\//, 'http:/'))).toBe(true);
    },
  );

  it('decodes once: the source feeds one chain, smaller sizes come from the next larger, few frames are thinned out first', () => {
    const graph = after(args(), '-filter_complex');
    expect(graph.match(/\[0:0\]/g)).toHaveLength(1);
    expect(graph).not.toContain('[0:2]');
    expect(graph).toContain('[from1]scale=1280:720');
    expect(graph).toContain('[from2]scale=426:240');
    expect(graph).toContain('[slidesAll]fps=1');
  });

  it('makes whole pictures of the half ones of an interlaced film, before anything else', () => {
    const video = probe.video && { ...probe.video, interlaced: true };
    for (const process of ['quick', 'rest'] as const) expect(after(args({ video }, '/tmp/a.mp4', process), '-filter_complex')).toContain('[0:0]bwdif=mode=send_frame:deint=interlaced,fps=30/1');
    expect(after(args(), '-filter_complex')).not.toContain('bwdif');
  });

  it('has the first rendition, all sound and the poster in a process of their own', () => {
    const list = args({}, '/tmp/a.mp4', 'quick');
    const graph = after(list, '-filter_complex');
    expect(graph.match(/\[0:2\]/g)).toHaveLength(1);
    expect(list.filter((arg) => arg.endsWith('.m3u8'))).toEqual(['480p/index.m3u8', 'sound/index.m3u8', 'audio/index.m3u8']);
    expect(args().filter((arg) => arg.endsWith('.m3u8'))).toEqual(['1080p/index.m3u8', '720p/index.m3u8', '240p/index.m3u8', 'slides/index.m3u8']);
  });

  it('fills what a track lacks by its own header, and half a second', () => {
    const graph = after(args({}, '/tmp/a.mp4', 'quick'), '-filter_complex');
    expect(graph).toContain('apad=pad_dur=2.500');
    expect(graph).toContain('tpad=stop_mode=clone:stop_duration=0.500');
  });

  it('encodes no sound for a silent film', () => {
    expect(args({ audio: null }, '/tmp/a.mp4', 'quick')).not.toContain('-c:a');
  });

  it('cuts everything where a copied picture is cut', () => {
    const list = args({}, '/tmp/a.mp4', 'rest', [0, 4.5045, 10.01, 55]);
    expect(list.filter((_arg, i) => list[i - 1] === '-force_key_frames')).toEqual(Array.from({ length: 4 }, () => '0.0000,4.5045,10.0100,55.0000'));
    // The longest segment is 44.99 s of 30 frames.
    expect(Number(after(list, '-g'))).toBeGreaterThan(44.99 * 30);
  });

  it('copies the picture behind every whitelist, and nothing else', () => {
    const list = copyArgs('/tmp/a.mp4', facts(), '1080p');
    expect(after(list, '-protocol_whitelist')).toBe('file');
    expect(after(list, '-c')).toBe('copy');
    expect(list.filter((arg) => arg === '-map')).toHaveLength(1);
  });

  it('maps high dynamic range to ordinary screens, and nothing else', () => {
    expect(after(args(), '-filter_complex')).not.toContain('tonemap');
    expect(after(args({ video: probe.video && { ...probe.video, hdr: true } }), '-filter_complex')).toContain(
      'tonemap',
    );
  });
});
