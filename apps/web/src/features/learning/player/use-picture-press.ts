import { type PointerEvent, useRef } from 'react';

interface PicturePress {
  onPointerDownCapture: (event: PointerEvent) => void;
  onClick: () => void;
}

/**
 * A press on the picture plays or pauses. A touch while the controls are hidden only shows them, since a finger has no
 * other way to ask for them. Hidden is judged on the way down to the picture, before the touch itself stirs the controls.
 */
export function usePicturePress(hidden: boolean, playPause: () => void): PicturePress {
  const onlyShows = useRef(false);
  return {
    onPointerDownCapture: ({ pointerType }) => {
      onlyShows.current = hidden && pointerType !== 'mouse';
    },
    onClick: () => {
      if (!onlyShows.current) playPause();
      onlyShows.current = false;
    },
  };
}
