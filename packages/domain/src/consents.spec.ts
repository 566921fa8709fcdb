import { expect, it } from '@jest/globals';
import { CONSENT_PURPOSES, CONSENT_TEXTS } from './consents.js';

it.each([...CONSENT_PURPOSES])('the consent %s says what, why, how long, who, and what its withdrawal means, in plain sentences', (purpose) => {
  const { purpose: own, version, title, why, collected, kept, seenBy, withdrawal } = CONSENT_TEXTS[purpose];
  expect(own).toBe(purpose);
  expect(version).toMatch(/^\d{4}-\d{2}$/);
  expect(collected.length).toBeGreaterThan(0);
  for (const text of [title, why, ...collected, kept, seenBy, withdrawal]) {
    expect(text).toMatch(/\p{Script=Han}/u);
    expect(text).not.toMatch(/[您亲！!]/u);
  }
});
