import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

import type { Trouble } from './media/trouble';

/** How long a lost line is given before the one try that the player makes by itself, in milliseconds. */
const RETRY_AFTER_MS = 1_500;
/** So much played since the trouble, in seconds, makes the next one a new one. */
const OVER_AFTER = 5;

interface RecoveryOptions {
  /** Where playback is, in seconds. */
  time: number;
  /** Whether the player has already tried by itself; outlives the player, since another session is one way to try. */
  tried: RefObject<boolean>;
  /** Tries the same addresses once more. */
  retry: (trouble: Trouble) => void;
  /** Asks the server for new addresses, or why there are none. */
  reopen: () => void;
}

export interface Recovery {
  /** What the learner has to be told; null while the player helps itself. */
  trouble: Trouble | null;
  onTrouble: (trouble: Trouble) => void;
  /** The learner tries once more. */
  tryAgain: () => void;
}

/** After trouble: one try by itself, then a word and a button. A line that comes back is a reason to try by itself as well. */
export function useRecovery({ time, tried, retry, reopen }: RecoveryOptions): Recovery {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [pending, setPending] = useState(false);
  // Another session was opened because of trouble in the one before.
  const troubledAt = useRef<number | null>(tried.current ? time : null);
  const latest = useRef({ time, retry, reopen });
  useEffect(() => {
    latest.current = { time, retry, reopen };
  });

  const help = useCallback((with_: Trouble) => {
    setTrouble(null);
    if (with_ === 'closed') latest.current.reopen();
    else latest.current.retry(with_);
  }, []);

  const onTrouble = useCallback(
    (met: Trouble) => {
      troubledAt.current = latest.current.time;
      if (tried.current || met === 'unsupported') return setTrouble(met);
      tried.current = true;
      if (met === 'line') setPending(true);
      else help(met);
      return undefined;
    },
    [tried, help],
  );

  useEffect(() => {
    if (!pending) return undefined;
    const timer = setTimeout(() => {
      setPending(false);
      help('line');
    }, RETRY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [pending, help]);

  useEffect(() => {
    if (trouble !== 'line') return undefined;
    const back = () => help('line');
    window.addEventListener('online', back);
    return () => window.removeEventListener('online', back);
  }, [trouble, help]);

  useEffect(() => {
    if (troubledAt.current === null || Math.abs(time - troubledAt.current) < OVER_AFTER) return;
    troubledAt.current = null;
    tried.current = false;
    setTrouble(null);
  }, [time, tried]);

  return { trouble, onTrouble, tryAgain: () => trouble !== null && help(trouble) };
}
