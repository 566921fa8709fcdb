import { CAPTION_FAULTS, CAPTION_NOTES, cleanCaptionText, cueFault } from '@xuexi/domain';

import type { Cue } from './editing';

/** What is said beside a cue. */
export interface Remark {
  text: string;
  /** It has to be mended before the captions can be saved. */
  fault: boolean;
}

/** What is wrong with each cue, or to be known of it, by its id. */
export function remarksOf(cues: readonly Cue[], overlapping: ReadonlySet<number>, durationMs: number): ReadonlyMap<number, Remark> {
  const remarks = new Map<number, Remark>();
  for (const cue of cues) {
    const fault = cueFault({ ...cue, text: cleanCaptionText(cue.text) }, durationMs);
    if (fault !== null) remarks.set(cue.id, { text: CAPTION_FAULTS[fault], fault: true });
    else if (overlapping.has(cue.id)) remarks.set(cue.id, { text: CAPTION_NOTES.overlap, fault: false });
  }
  return remarks;
}
