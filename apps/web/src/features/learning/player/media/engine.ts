import type { Api } from '@xuexi/api-client';

import type { Choice } from '../choices';

import type { Trouble } from './trouble';

/** What is played, from where, and how much of it ahead of time. */
export interface Source {
  url: string;
  /** Seconds. */
  startAt: number;
  renditions: Api['Playback']['renditions'];
  choice: Choice;
  /** Nothing is loaded before play is pressed. */
  thrifty: boolean;
}

export interface EngineListener {
  onTrouble: (trouble: Trouble) => void;
  /** Is told the name of the rendition that is loaded from here on. */
  onRendition: (name: string) => void;
  /** Is told how much the line was measured to carry, in bits per second. */
  onMeasured: (bitsPerSecond: number) => void;
}

/** What brings a source into a video element. */
export interface Engine {
  /** The learner wants to watch: loads ahead from here on. */
  begin: () => void;
  choose: (choice: Choice) => void;
  /** Tries once more after trouble. */
  retry: (trouble: Trouble) => void;
  /** Takes the source away again. */
  destroy: () => void;
}
