import { describe, expect, it } from '@jest/globals';
import { loudnessFilters, parseLoudness } from './loudness.js';

const summary = (integrated: string, peak: string): string =>
  `[Parsed_ebur128_1 @ 0x1] Summary:\n\n  Integrated loudness:\n    I:         ${integrated} LUFS\n    Threshold: -31.9 LUFS\n\n  Loudness range:\n    LRA:         0.0 LU\n\n  True peak:\n    Peak:      ${peak} dBFS`;
const stereo = { index: 1, codec: 'aac', channels: 2, sampleRate: 48_000, endMs: 1000 };

describe('parseLoudness', () => {
  it.each([
    ['-21.8', '-12.1', { integrated: -21.8, truePeak: -12.1 }],
    ['-70.0', '-inf', { integrated: null, truePeak: -120 }],
    ['-3.2', '1.4', { integrated: -3.2, truePeak: 1.4 }],
  ])('reads %s LUFS, %s dBTP', (integrated, peak, found) => {
    expect(parseLoudness(summary(integrated, peak))).toEqual(found);
  });

  it('reads nothing out of other words', () => {
    expect(parseLoudness('Conversion failed!')).toBeNull();
  });
});

describe('loudnessFilters', () => {
  const AS_STEREO = 'aformat=sample_fmts=fltp:channel_layouts=stereo';
  const AS_MONO = 'aformat=sample_fmts=fltp:channel_layouts=mono';

  it('is a plain gain while peaks stay low', () => {
    expect(loudnessFilters({ integrated: -21, truePeak: -12 }, stereo, 2)).toEqual([AS_STEREO, 'volume=5.00dB']);
    expect(loudnessFilters({ integrated: -6, truePeak: 0 }, stereo, 2)).toEqual([AS_STEREO, 'volume=-10.00dB']);
  });

  it('limits peaks that a gain drives too high', () => {
    expect(loudnessFilters({ integrated: -26, truePeak: -5 }, stereo, 2).at(-1)).toMatch(/^alimiter=limit=0\.84/);
  });

  it('keeps the energy of both channels when they are mixed down, and limits what that raises', () => {
    expect(loudnessFilters({ integrated: -16, truePeak: -12 }, stereo, 1)).toEqual([AS_STEREO, 'pan=mono|c0=0.7071*c0+0.7071*c1', 'volume=0.00dB']);
    expect(loudnessFilters({ integrated: -16, truePeak: -3 }, stereo, 1)).toHaveLength(4);
    expect(loudnessFilters({ integrated: -16, truePeak: -12 }, { ...stereo, channels: 1 }, 1)).toEqual([AS_MONO, 'volume=0.00dB']);
  });

  it('leaves silence alone, and does not blow up the noise of a room', () => {
    expect(loudnessFilters({ integrated: null, truePeak: -120 }, stereo, 2)).toEqual([AS_STEREO]);
    expect(loudnessFilters({ integrated: -65, truePeak: -60 }, stereo, 2)[1]).toBe('volume=30.00dB');
  });
});
