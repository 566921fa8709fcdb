import { useEffect } from 'react';

const SIDEWAYS = '(orientation: landscape) and (max-height: 500px)';

/** On a phone that is held sideways, playing brings the picture, which is as large as the screen, fully into sight. */
export function useFillSideways(frame: HTMLElement | null, begun: boolean): void {
  useEffect(() => {
    if (frame === null || !begun) return undefined;
    const sideways = window.matchMedia(SIDEWAYS);
    const show = () => sideways.matches && frame.scrollIntoView();
    show();
    sideways.addEventListener('change', show);
    return () => sideways.removeEventListener('change', show);
  }, [frame, begun]);
}
