import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DEFAULTS, readPreferences } from './preferences';

describe('kept preferences', () => {
  it('are taken as they were kept', () => {
    const kept = { ...DEFAULTS, rate: 1.5, volume: 0.4, choice: 'audio' as const, captions: false, captionSize: 'huge' as const, wifiOnly: true };
    expect(readPreferences(JSON.stringify(kept))).toEqual(kept);
    expect(readPreferences(JSON.stringify({ choice: 480 })).choice).toBe(480);
  });

  it.each([null, '', 'nonsense', '[]', 'null', '{"rate":"2"}', '{"volume":7}', '{"captionSize":"tiny"}', '{"__proto__":{"rate":2}}'])('are the usual ones where %j was kept', (text) => {
    expect(readPreferences(text)).toEqual(DEFAULTS);
  });

  it('never break a page, whatever was kept', () => {
    fc.assert(fc.property(fc.json(), (text) => expect(Object.keys(readPreferences(text)).sort()).toEqual(Object.keys(DEFAULTS).sort())));
  });
});
