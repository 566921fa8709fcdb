import { describe, expect, it } from '@jest/globals';

import { writtenPart } from './blank-below';

/** A page of 10 × 100 pixels, written down to a row. */
const page = (writtenRows: number) => Uint8ClampedArray.from({ length: 4000 }, (_, index) => (index % 4 === 3 ? 255 : index < writtenRows * 40 ? 30 : 250));

describe('the blank below what is written', () => {
  it.each([
    ['a full page stays', 100, 1],
    ['a page that ends a little earlier stays', 85, 1],
    ['half a page is cut, with a margin', 50, 0.55],
    ['of a single line little is left', 4, 0.09],
    ['of an empty page its margin', 0, 0.05],
  ])('%s', (_, rows, part) => {
    expect(writtenPart(page(rows), 10)).toBeCloseTo(part);
  });
});
