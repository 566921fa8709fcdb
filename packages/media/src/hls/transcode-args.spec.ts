import { describe, expect, it } from '@jest/globals';
import { planLadder } from '../source/ladder.js';
import type { SourceProbe } from '../source/probe.js';
import { transcodeArgs } from './transcode-args.js';

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
    endMs: 60_000,
  },
  audio: { index: 2, codec: 'aac', channels: 2, sampleRate: 48_000, endMs: 58_000 },
};
const args = (change: Partial<SourceProbe> = {}, input = '/tmp/a.mp4'): string[] => {
  const changed = { ...probe, ...change };
  return transcodeArgs({ input, probe: changed, ladder: planLadder(changed) });
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

  it('decodes once: the source feeds one chain, smaller sizes come from the next larger', () => {
    const graph = after(args(), '-filter_complex');
    expect(graph.match(/\[0:0\]/g)).toHaveLength(1);
    expect(graph.match(/\[0:2\]/g)).toHaveLength(1);
    expect(graph.match(/scale=/g)).toHaveLength(4);
  });

  it('fills what a track lacks by its own header, and half a second', () => {
    const graph = after(args(), '-filter_complex');
    expect(graph).toContain('apad=pad_dur=2.500');
    expect(graph).toContain('tpad=stop_mode=clone:stop_duration=0.500');
  });

  it('encodes no sound for a silent film', () => {
    expect(args({ audio: null })).not.toContain('-c:a');
  });

  it('maps high dynamic range to ordinary screens, and nothing else', () => {
    expect(after(args(), '-filter_complex')).not.toContain('tonemap');
    expect(after(args({ video: probe.video && { ...probe.video, hdr: true } }), '-filter_complex')).toContain(
      'tonemap',
    );
  });
});
