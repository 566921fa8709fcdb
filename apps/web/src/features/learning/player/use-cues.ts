import { useEffect, useState } from 'react';

export interface Cue {
  /** Seconds. */
  from: number;
  to: number;
  /** Plain text of one or more lines. */
  text: string;
}

const NONE: readonly Cue[] = [];

/** The captions of a loaded track, in order; empty until they have come. */
export function useCues(track: HTMLTrackElement | null): readonly Cue[] {
  const [read, setRead] = useState<{ track: HTMLTrackElement; cues: readonly Cue[] } | null>(null);
  useEffect(() => {
    if (track === null) return undefined;
    const take = () => setRead({ track, cues: [...(track.track.cues ?? [])].map((cue) => ({ from: cue.startTime, to: cue.endTime, text: textOf(cue) })) });
    track.addEventListener('load', take);
    // Tracks load only when they are asked for; hidden ones are read and drawn by us.
    track.track.mode = 'hidden';
    if (track.readyState === HTMLTrackElement.LOADED) take();
    return () => track.removeEventListener('load', take);
  }, [track]);
  return read !== null && read.track === track ? read.cues : NONE;
}

/** Captions are WebVTT, where signs such as `<` are written as entities. */
function textOf(cue: TextTrackCue): string {
  return cue instanceof VTTCue ? cue.getCueAsHTML().textContent : '';
}

/** What is being said at a time; two who speak at once are two cues. */
export const cuesAt = (cues: readonly Cue[], time: number): Cue[] => cues.filter(({ from, to }) => from <= time && time < to);
