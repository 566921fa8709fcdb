import type { Api } from '@xuexi/api-client';
import { useEffect, useState } from 'react';

import { choosesPictures } from './media/open-engine';
import type { Preferences } from './preferences';
import type { Toggle } from './toggle';
import { type Cue, useCues } from './use-cues';

type Track = Api['Playback']['captions'][number];

export interface Captions extends Toggle {
  /** What there is to choose from. */
  tracks: readonly Track[];
  /** Null without captions. */
  chosen: Track | null;
  cues: readonly Cue[];
  /** Takes the element of the chosen track. */
  onTrack: (element: HTMLTrackElement | null) => void;
  /** Players of the system show captions themselves, other browsers leave them to us. */
  kind: 'subtitles' | 'metadata';
}

/** The captions of a lesson: which, whether they are shown, and what they say. */
export function useCaptions(tracks: readonly Track[], preferences: Preferences, change: (changes: Partial<Preferences>) => void, video: HTMLVideoElement | null): Captions {
  const [track, setTrack] = useState<HTMLTrackElement | null>(null);
  const chosen = tracks.find(({ label }) => label === preferences.captionTrack) ?? tracks[0] ?? null;
  const cues = useCues(track);
  const on = preferences.captions;
  useInFullScreenOfTheSystem(video, track, on);
  return {
    tracks,
    chosen,
    cues,
    onTrack: setTrack,
    on,
    toggle: cues.length > 0 ? () => change({ captions: !on }) : null,
    kind: choosesPictures() ? 'metadata' : 'subtitles',
  };
}

/** The full screen of iPhones shows only what the system draws. */
function useInFullScreenOfTheSystem(video: HTMLVideoElement | null, track: HTMLTrackElement | null, on: boolean): void {
  useEffect(() => {
    if (video === null || track === null) return undefined;
    const show = () => {
      track.track.mode = on ? 'showing' : 'hidden';
    };
    const hide = () => {
      track.track.mode = 'hidden';
    };
    video.addEventListener('webkitbeginfullscreen', show);
    video.addEventListener('webkitendfullscreen', hide);
    return () => {
      video.removeEventListener('webkitbeginfullscreen', show);
      video.removeEventListener('webkitendfullscreen', hide);
    };
  }, [video, track, on]);
}
