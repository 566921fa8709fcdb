import { useEffect, useState } from 'react';

const SECOND_MS = 1_000;

/** Whole seconds that are left of a wait, 0 when it is over; `start(seconds)` begins one. Counts by the clock, so that a sleeping phone loses nothing. */
export function useCountdown(): { left: number; start: (seconds: number) => void } {
  const [end, setEnd] = useState(0);
  const [now, setNow] = useState(0);
  const left = Math.max(0, Math.ceil((end - now) / SECOND_MS));
  const waiting = left > 0;
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, [waiting]);
  const start = (seconds: number) => {
    const begun = Date.now();
    setNow(begun);
    setEnd(begun + seconds * SECOND_MS);
  };
  return { left, start };
}
