import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { melody } from './melody.js';
import { slideCaptions } from './slide-captions.js';
import { drawSlides } from './slide-drawing.js';
import { planSlides } from './slide-plan.js';
import { widthInEms, wrapText, wrapTitle } from './text-wrap.js';

const someLines = fc.array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 20 });

describe('planSlides', () => {
  it('fills the video without gap or overlap, a second or more for everything', () => {
    fc.assert(
      fc.property(someLines, fc.integer({ min: 0, max: 100 }), (lines, spare) => {
        const seconds = lines.length + 1 + spare;
        const slides = planSlides(lines, seconds);
        expect(slides[0]).toMatchObject({ start: 0, lines: [] });
        expect(slides.at(-1)?.end).toBe(seconds);
        slides.slice(1).forEach((slide, i) => expect(slide.start).toBe(slides[i]?.end));
        const spoken = slides.flatMap((slide) => slide.lines);
        expect(spoken.map((line) => line.text)).toEqual(lines);
        for (const slide of slides) expect(slide.lines.length).toBeLessThanOrEqual(3);
        spoken.forEach((line, i) => {
          expect(Number.isInteger(line.start) && line.end > line.start).toBe(true);
          if (i > 0) expect(line.start).toBe(spoken[i - 1]?.end);
        });
      }),
    );
  });

  it('refuses more lines than seconds', () => {
    expect(() => planSlides(['一', '二', '三'], 3)).toThrow(RangeError);
    expect(() => planSlides(['一'], 30.5)).toThrow(RangeError);
  });
});

describe('slideCaptions', () => {
  it('writes WebVTT in which no line can break out of its cue', () => {
    expect(slideCaptions(['先挂断 --> 再\n\n问 <b>家人</b> & 朋友', '不转账'], 20)).toBe(
      `WEBVTT

1
00:00:02.000 --> 00:00:16.000
先挂断 --&gt; 再 问 &lt;b&gt;家人&lt;/b&gt; &amp; 朋友

2
00:00:16.000 --> 00:00:20.000
不转账
`,
    );
  });
});

describe('wrapText', () => {
  it('keeps every character but blanks, and every row within its width', () => {
    const chinese = fc.string({
      unit: fc.constantFrom('学', '习', '，', '。', '“', '”', 'a', '1', ' ', '：'),
      maxLength: 120,
    });
    fc.assert(
      fc.property(chinese, (text) => {
        const rows = wrapText(text, 12);
        expect(rows.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  it.each([
    ['银行和公安不会在电话里要验证码，凡是要求转账的，都是诈骗。', 16],
    ['把字体调到自己看得清楚的大小，比如“22 号”。', 8],
  ])('never begins a row with a comma, never ends it with an opening mark: %s', (text, ems) => {
    const rows = wrapText(text, ems);
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) {
      expect(row).not.toMatch(/^[，。”]|“$/);
      expect(widthInEms(row)).toBeLessThanOrEqual(ems);
    }
  });

  it('breaks a title where it breathes', () => {
    expect(wrapTitle('景德镇陶瓷：一只青花碗的诞生', 9)).toEqual(['景德镇陶瓷：', '一只青花碗的诞生']);
    expect(wrapTitle('八段锦', 9)).toEqual(['八段锦']);
  });
});

describe('drawSlides', () => {
  it('takes no command from a text', () => {
    const fonts = { title: 'A', body: 'B' };
    const drawn = drawSlides(planSlides(['{\\p1}m 0 0\\N二'], 10), {
      title: '{\\b0}题\n[Events]',
      subtitle: '副',
      seed: 1,
      accent: '#1d4c9c',
      fonts,
    });
    expect(drawn).toContain('｛＼p1｝m 0 0＼N二');
    expect(drawn).toContain('｛＼b0｝题 [Events]');
    expect(drawn.match(/^\[Events\]$/gm)).toHaveLength(1);
  });
});

describe('melody', () => {
  const loudest = (wave: Int16Array): number => wave.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const samples = (wav: Buffer): Int16Array => new Int16Array(wav.buffer, wav.byteOffset + 44, (wav.length - 44) / 2);

  it('lasts exactly as long as asked, is never silent for long and never loud', () => {
    const wave = samples(melody(10, 7));
    expect(wave.length).toBe(320_000);
    expect(loudest(wave)).toBeLessThanOrEqual(0.3 * 32_767);
    for (let second = 1; second < 9; second++)
      expect(loudest(wave.subarray(second * 32_000, (second + 1) * 32_000))).toBeGreaterThan(200);
  });

  it('is the same for the same seed and another for another', () => {
    expect(melody(2, 1).equals(melody(2, 1))).toBe(true);
    expect(melody(2, 1).equals(melody(2, 2))).toBe(false);
  });
});
