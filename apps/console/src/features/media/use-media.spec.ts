import { MEDIA_STATES, isWorkedOn } from '@xuexi/domain';
import { describe, expect, it } from '@jest/globals';

import { askEveryMs } from './use-media';

describe('an upload', () => {
  it.each(MEDIA_STATES.filter((state) => isWorkedOn(state) || state === 'uploading'))('that is %s is asked after also while the server tells what changes, so that no page stands still for ever', (state) => {
    expect(askEveryMs(state, true)).toBeLessThanOrEqual(15_000);
    expect(askEveryMs(state, false)).toBeLessThanOrEqual(askEveryMs(state, true) as number);
  });

  it.each(['ready', 'refused', 'failed', 'cancelled'] as const)('that is %s is not asked after', (state) => {
    expect(askEveryMs(state, false)).toBe(false);
  });
});
