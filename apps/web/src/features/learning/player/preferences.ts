import { useCallback, useState } from 'react';

import { browserStore } from '../../../lib/storage';

import type { Choice } from './choices';

const KEY = 'xuexi.player';

export const CAPTION_SIZES = ['normal', 'large', 'huge'] as const;
export type CaptionSize = (typeof CAPTION_SIZES)[number];

/** How a learner likes to watch, kept in this browser for every lesson. */
export interface Preferences {
  rate: number;
  /** 0–1 */
  volume: number;
  muted: boolean;
  choice: Choice;
  captions: boolean;
  /** The label of the captions that were chosen last; null for the first. */
  captionTrack: string | null;
  captionSize: CaptionSize;
  /** Mobile data is used only after a question. */
  wifiOnly: boolean;
}

export const DEFAULTS: Preferences = { rate: 1, volume: 1, muted: false, choice: 'auto', captions: true, captionTrack: null, captionSize: 'normal', wifiOnly: false };

const CHECKS: { [K in keyof Preferences]: (value: unknown) => boolean } = {
  rate: (value) => typeof value === 'number' && value >= 0.5 && value <= 4,
  volume: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  muted: (value) => typeof value === 'boolean',
  choice: (value) => value === 'auto' || value === 'slides' || value === 'audio' || (typeof value === 'number' && value > 0),
  captions: (value) => typeof value === 'boolean',
  captionTrack: (value) => value === null || typeof value === 'string',
  captionSize: (value) => CAPTION_SIZES.some((size) => size === value),
  wifiOnly: (value) => typeof value === 'boolean',
};

/** Reads what was kept; what an older or a foreign page left there in another form is as if it were not there. */
export function readPreferences(text: string | null): Preferences {
  const kept = Object.entries(parse(text)).filter(([key, value]) => Object.keys(CHECKS).includes(key) && CHECKS[key as keyof Preferences](value));
  return { ...DEFAULTS, ...Object.fromEntries(kept) };
}

/** The preferences, and how to change some of them. */
export function usePreferences(): [Preferences, (changes: Partial<Preferences>) => void] {
  const [preferences, setPreferences] = useState(() => readPreferences(browserStore.get(KEY)));
  const change = useCallback((changes: Partial<Preferences>) => {
    setPreferences((before) => {
      const after = { ...before, ...changes };
      browserStore.set(KEY, JSON.stringify(after));
      return after;
    });
  }, []);
  return [preferences, change];
}

function parse(text: string | null): object {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
