import { useCallback, useEffect, useState } from 'react';

const SHOWN_MS = 2_400;

/** A word that goes by itself: what a key has done, or that the place is kept. */
export function useFlash(): [word: string | null, flash: (word: string) => void] {
  const [shown, setShown] = useState<{ word: string } | null>(null);
  useEffect(() => {
    if (shown === null) return undefined;
    const timer = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return [shown?.word ?? null, useCallback((word: string) => setShown({ word }), [])];
}
