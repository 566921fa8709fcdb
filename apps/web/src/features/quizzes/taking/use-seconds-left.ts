import { useEffect, useState } from 'react';

const SECOND_MS = 1_000;

/**
 * Whole seconds until an attempt ends, null without a limit. Counts from what the server said, by this device's steady clock,
 * so that a wrong clock does not matter.
 */
export function useSecondsLeft(secondsLeft: number | null): number | null {
  const [end] = useState(() => performance.now() + (secondsLeft ?? 0) * SECOND_MS);
  const [left, setLeft] = useState(secondsLeft);
  useEffect(() => {
    if (secondsLeft === null) return undefined;
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - performance.now()) / SECOND_MS))), SECOND_MS);
    return () => clearInterval(timer);
  }, [end, secondsLeft]);
  return left;
}
