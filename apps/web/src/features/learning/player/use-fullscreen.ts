import { useEffect, useState } from 'react';

import type { Toggle } from './toggle';

/** iPhones show only the video itself in full screen, through a method of their own. */
type AppleVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void };

/** Full screen of the player, or of the video where the browser knows only that. */
export function useFullscreen(frame: HTMLElement | null, video: AppleVideo | null): Toggle {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const read = () => setOn(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', read);
    return () => document.removeEventListener('fullscreenchange', read);
  }, []);
  if (document.fullscreenEnabled) {
    return { on, toggle: () => void (on ? document.exitFullscreen() : frame?.requestFullscreen()) };
  }
  const enter = video?.webkitEnterFullscreen?.bind(video);
  return { on: false, toggle: enter ?? null };
}
