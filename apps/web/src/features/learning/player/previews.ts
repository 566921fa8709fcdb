import { useEffect, useState } from 'react';

/** A small picture on a sheet of many. */
export interface Preview {
  /** Seconds. */
  from: number;
  to: number;
  sheet: string;
  /** Pixels on the sheet. */
  x: number;
  y: number;
  width: number;
  height: number;
}

const PLACE = /^(.*)#xywh=(\d+),(\d+),(\d+),(\d+)$/;

/** Reads one cue of the previews: `sheet.jpg#xywh=160,0,160,90`, relative to their file. Null when it is none. */
export function previewOf({ startTime, endTime, text }: { startTime: number; endTime: number; text: string }, baseUrl: string): Preview | null {
  const [, file, ...numbers] = PLACE.exec(text.trim()) ?? [];
  if (file === undefined) return null;
  const [x = 0, y = 0, width = 0, height = 0] = numbers.map(Number);
  return { from: startTime, to: endTime, sheet: new URL(file, baseUrl).href, x, y, width, height };
}

/** The previews of a track of cues, once it is loaded; the browser reads the file. */
export function usePreviews(track: HTMLTrackElement | null): (time: number) => Preview | null {
  const [previews, setPreviews] = useState<readonly Preview[]>([]);
  useEffect(() => {
    if (track === null) return undefined;
    const read = () => {
      const cues = [...(track.track.cues ?? [])].filter((cue) => cue instanceof VTTCue);
      setPreviews(cues.map((cue) => previewOf(cue, track.src)).filter((each) => each !== null));
    };
    track.addEventListener('load', read);
    track.track.mode = 'hidden';
    if (track.readyState === HTMLTrackElement.LOADED) read();
    return () => track.removeEventListener('load', read);
  }, [track]);
  return (time) => previews.find(({ from, to }) => from <= time && time < to) ?? null;
}
