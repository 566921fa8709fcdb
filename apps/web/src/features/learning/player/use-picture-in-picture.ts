import { useEffect, useState } from 'react';

import type { Toggle } from './toggle';

/** iPhones have a method of their own. */
type AppleVideo = HTMLVideoElement & {
  webkitSupportsPresentationMode?: (mode: string) => boolean;
  webkitSetPresentationMode?: (mode: string) => void;
  webkitPresentationMode?: string;
};

/** The film in a small window over everything else, where the browser can. */
export function usePictureInPicture(video: AppleVideo | null): Toggle {
  const [on, setOn] = useState(false);
  useEffect(() => {
    if (video === null) return undefined;
    const read = () => setOn(document.pictureInPictureElement === video || video.webkitPresentationMode === 'picture-in-picture');
    const events = ['enterpictureinpicture', 'leavepictureinpicture', 'webkitpresentationmodechanged'];
    events.forEach((event) => video.addEventListener(event, read));
    return () => events.forEach((event) => video.removeEventListener(event, read));
  }, [video]);
  if (video === null) return { on, toggle: null };
  if (document.pictureInPictureEnabled) {
    const change = () => (on ? document.exitPictureInPicture() : video.requestPictureInPicture());
    return { on, toggle: () => void change().catch(() => undefined) };
  }
  if (video.webkitSupportsPresentationMode?.('picture-in-picture') === true) {
    return { on, toggle: () => video.webkitSetPresentationMode?.(on ? 'inline' : 'picture-in-picture') };
  }
  return { on, toggle: null };
}
