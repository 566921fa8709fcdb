import { formatClock } from '@xuexi/ui';
import { useEffect, useRef } from 'react';

import { useStrings } from './use-strings';

/** Says up to where it is saved when the line is back, and when the learner comes back to the page or unlocks the phone. */
export function useSavedWord({ savedAt, offline }: { savedAt: number; offline: boolean }, flash: (word: string) => void): void {
  const t = useStrings();
  const latest = useRef({ savedAt, offline, wasOffline: offline });
  useEffect(() => {
    const { wasOffline } = latest.current;
    latest.current = { savedAt, offline, wasOffline: offline };
    if (wasOffline && !offline && savedAt > 0) flash(t('savedTo', { at: formatClock(savedAt) }));
  });
  useEffect(() => {
    const say = () => {
      const { savedAt: at, offline: lost } = latest.current;
      if (document.visibilityState === 'visible' && !lost && at > 0) flash(t('savedTo', { at: formatClock(at) }));
    };
    document.addEventListener('visibilitychange', say);
    return () => document.removeEventListener('visibilitychange', say);
  }, [flash, t]);
}
