import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planPage } from './page-plan.js';

describe('planPage', () => {
  it.each([
    ['A4', 595, 842, 1200, 1698],
    ['a slide', 960, 540, 1200, 675],
    ['ten metres wide', 28_346, 842, 1200, 36],
    ['a strip of ten metres', 595, 28_346, 84, 4000],
    ['a stamp', 10, 10, 1200, 1200],
    ['a line', 14_400, 0.001, 1200, 0],
  ])('%s', (_what, width, height, pixelsWide, pixelsHigh) => {
    const [best] = planPage({ width, height });
    const pixels = (length: number): number => Math.round((length * (best?.resolution ?? 0)) / 72);
    expect([pixels(width), pixels(height)]).toEqual([pixelsWide, pixelsHigh]);
  });

  it('bounds the pixels of every page, and every step is cheaper than the one before', () => {
    const length = fc.double({ min: 0.001, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(length, length, (width, height) => {
        const steps = planPage({ width, height });
        steps.forEach((step, i) => {
          expect((width * step.resolution) / 72 <= 1200.001 && (height * step.resolution) / 72 <= 4000.001).toBe(true);
          const before = steps[i - 1];
          if (before) expect(step.quality < before.quality && step.resolution <= before.resolution).toBe(true);
        });
      }),
    );
  });
});
