import { useEffect, useState } from 'react';

export interface Cue {
  /** Seconds. */
  from: number;
  to: number;
  text: string;
}

/** The captions of a loaded track, in order; empty until they have come. */
export function useCues(track: HTMLTrackElement | null): readonly Cue[] {
  const [cues, setCues] = useState<readonly Cue[]>([]);
  useEffect(() => {
    if (track === null) return undefined;
    const read = () => setCues([...(track.track.cues ?? [])].map((cue) => ({ from: cue.startTime, to: cue.endTime, text: cue instanceof VTTCue ? cue.text : '' })));
    track.addEventListener('load', read);
    // Tracks load only when they are asked for; hidden ones are read and drawn by us.
    track.track.mode = 'hidden';
    if (track.readyState === HTMLTrackElement.LOADED) read();
    return () => track.removeEventListener('load', read);
  }, [track]);
  return cues;
}

/** What is being said at a time. */
export const cueAt = (cues: readonly Cue[], time: number): Cue | undefined => cues.find(({ from, to }) => from <= time && time < to);
