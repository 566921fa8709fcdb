import { useEffect, useState } from 'react';

const AFTER_MS = 3_000;

/** Whether the controls may step back: it plays, and for a while nobody has touched the player. */
export function useQuiet(frame: HTMLElement | null, playing: boolean): boolean {
  const [quiet, setQuiet] = useState(false);
  useEffect(() => {
    if (frame === null || !playing) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const stir = () => {
      clearTimeout(timer);
      setQuiet(false);
      timer = setTimeout(() => setQuiet(true), AFTER_MS);
    };
    const events = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;
    events.forEach((event) => frame.addEventListener(event, stir));
    stir();
    return () => {
      clearTimeout(timer);
      setQuiet(false);
      events.forEach((event) => frame.removeEventListener(event, stir));
    };
  }, [frame, playing]);
  return quiet;
}
