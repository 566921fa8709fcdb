import type { Api } from '@xuexi/api-client';

type Playback = Api['Playback'];
type Rendition = Playback['renditions'][number];

/** What a learner may ask for: what the line carries, a picture by its shorter side in pixels, one picture a second, sound only. */
export type Choice = 'auto' | 'slides' | 'audio' | number;

/** A choice with what it costs. */
export interface Offer {
  choice: Choice;
  /** Of the whole lesson; for `auto` at most. */
  bytes: number;
  /** Per cent less than the largest picture; 0 where nothing is saved. */
  saved: number;
}

/** Less than this is no saving worth a word, in per cent. */
const WORTH_SAYING = 10;

/**
 * The choices of a lesson, dearest first. A recording leaves nothing to choose.
 *
 * @param picturesToo whether this browser lets us choose between pictures; iPhones choose themselves
 */
export function offersOf({ kind, renditions, audioUrl }: Pick<Playback, 'kind' | 'renditions' | 'audioUrl'>, picturesToo: boolean): Offer[] {
  if (kind === 'audio') return [];
  const bytesOf = (wanted: Rendition['kind']) => renditions.find((each) => each.kind === wanted)?.bytes ?? 0;
  const pictures = renditions.filter((each) => each.kind === 'video').map((each) => ({ choice: sideOf(each), bytes: each.bytes + bytesOf('sound') }));
  const most = Math.max(0, ...pictures.map(({ bytes }) => bytes));
  const slides = renditions.some((each) => each.kind === 'slides') ? [{ choice: 'slides' as const, bytes: bytesOf('slides') + bytesOf('audio-only') }] : [];
  const sound = audioUrl === null ? [] : [{ choice: 'audio' as const, bytes: bytesOf('audio-only') }];
  const offers: Omit<Offer, 'saved'>[] = [{ choice: 'auto', bytes: most }, ...(picturesToo ? [...pictures, ...slides] : []), ...sound];
  return offers.map((offer) => ({ ...offer, saved: savedOf(offer.bytes, most) }));
}

/** What a remembered choice means for a lesson that may not have it: the next smaller picture, else what the line carries. */
export function nearestChoice(wanted: Choice, offers: readonly Offer[]): Choice {
  const choices = offers.map(({ choice }) => choice);
  if (choices.includes(wanted)) return wanted;
  if (typeof wanted !== 'number') return 'auto';
  const pictures = choices.filter((choice) => typeof choice === 'number');
  return pictures.find((side) => side <= wanted) ?? pictures[pictures.length - 1] ?? 'auto';
}

/** The rendition that shows a choice; undefined where there is none of its own. */
export function renditionOf(choice: Choice, renditions: readonly Rendition[]): Rendition | undefined {
  return renditions.find((each) => (typeof choice === 'number' ? each.kind === 'video' && sideOf(each) === choice : each.kind === choice));
}

/** The next cheaper thing to show or to hear. */
export function cheaperThan(choice: Choice, offers: readonly Offer[]): Offer | undefined {
  const bytes = offers.find((offer) => offer.choice === choice)?.bytes ?? 0;
  return offers.find((offer) => offer.choice !== 'auto' && offer.bytes < bytes);
}

const sideOf = ({ width, height }: Rendition) => Math.min(width ?? 0, height ?? 0);

function savedOf(bytes: number, most: number): number {
  const saved = most === 0 ? 0 : Math.floor(100 * (1 - bytes / most));
  return saved < WORTH_SAYING ? 0 : saved;
}
