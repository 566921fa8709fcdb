import type { Api } from '@xuexi/api-client';

import { type Choice, type Offer, cheaperThan, renditionOf } from './choices';
import type { Line } from './use-line';

interface Watched {
  choice: Choice;
  offers: readonly Offer[];
  renditions: Api['Playback']['renditions'];
  line: Line;
  /** Bits per second; null until something was loaded. */
  measured: number | null;
  /** How often playing stood still for want of data. */
  stalls: number;
}

/** Once may be chance. */
const STALLS = 2;

/**
 * The cheaper choice that this line calls for; null while it carries what was chosen. By what was measured where something
 * was, else by what the browser says.
 */
export function suggestionFor({ choice, offers, renditions, line, measured, stalls }: Watched): Offer | null {
  if (choice === 'audio') return null;
  const needed = choice === 'auto' ? Math.min(...renditions.filter(({ kind }) => kind === 'video').map((each) => each.averageBandwidth)) : (renditionOf(choice, renditions)?.averageBandwidth ?? 0);
  const poor = measured === null ? line.slow || line.saveData : measured < needed || stalls >= STALLS;
  if (!poor) return null;
  // What the line carries by itself already goes down to the smallest picture: only less than a picture helps.
  const among = choice === 'auto' ? offers.filter((offer) => typeof offer.choice !== 'number') : offers;
  return cheaperThan(choice, among) ?? null;
}
