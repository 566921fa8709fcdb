import { useState } from 'react';

import { isElderMode } from '../../../lib/elder-mode';
import { browserStore } from '../../../lib/storage';

const KEY = 'xuexi.zoom';

/** How large a page may be shown, against the width that it has, in per cent. */
export const ZOOMS = [100, 150, 200] as const;
export type Zoom = (typeof ZOOMS)[number];

/** Narrower windows, in CSS pixels, make a page of A4 too small for old eyes. */
const NARROW = 700;

/** How large pages are shown, kept in this browser for every document; at first larger on a phone in the elder mode. */
export function useZoom(): [zoom: Zoom, change: (zoom: Zoom) => void] {
  const [zoom, setZoom] = useState(keptZoom);
  const change = (wanted: Zoom) => {
    browserStore.set(KEY, String(wanted));
    setZoom(wanted);
  };
  return [zoom, change];
}

function keptZoom(): Zoom {
  const kept = Number(browserStore.get(KEY));
  return ZOOMS.find((each) => each === kept) ?? (isElderMode() && window.innerWidth < NARROW ? 150 : 100);
}
