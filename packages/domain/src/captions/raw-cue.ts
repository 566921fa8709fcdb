import type { CaptionFaultCode } from './cues.js';

/** A cue as a file has it. */
export interface RawCue {
  /** Of its time, 1 is the first. */
  line: number;
  startMs: number;
  endMs: number;
  text: string;
}

/** Something at a line of a file. */
export interface AtLine<Code> {
  line: number;
  code: Code;
}

/** What a format's reader makes of the lines of a file. */
export interface RawCaptions {
  cues: RawCue[];
  faults: AtLine<CaptionFaultCode>[];
}
