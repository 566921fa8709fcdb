import { byTime, type CaptionCue, cleanCaptionText, overlapping } from '@xuexi/domain';

/** A cue on the table, with a name that it keeps while it is changed. */
export interface Cue extends CaptionCue {
  id: number;
}

/** Which part of a cue is taken hold of. */
export type Hold = 'start' | 'end' | 'whole';

/** Shorter than this nobody can read it, nor take hold of it, in milliseconds. */
export const SHORTEST_MS = 200;
const NEW_CUE_MS = 2_000;
/** Where a sentence may be cut. */
const BREAK = /[\n，。；！？、,.;!? ]/;

/** Cues as they were read, named by their places. */
export function named(cues: readonly CaptionCue[]): Cue[] {
  return cues.map((cue, id) => ({ ...cue, id }));
}

/** Cues as they are stored: in order and with clean text. */
export function plain(cues: readonly Cue[]): CaptionCue[] {
  return [...cues].sort(byTime).map(({ startMs, endMs, text }) => ({ startMs, endMs, text: cleanCaptionText(text) }));
}

/** The cue that stands at a time; of several the last that began. */
export function cueAt(cues: readonly Cue[], atMs: number): Cue | undefined {
  return cues.findLast(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
}

/** What is shown at a time, as the player shows it: the texts of all cues, a line for each. */
export function saidAt(cues: readonly Cue[], atMs: number): string {
  return cues.filter(({ startMs, endMs }) => startMs <= atMs && atMs < endMs).map(({ text }) => text).join('\n');
}

/** Those that begin before an earlier one has ended. */
export function overlaps(cues: readonly Cue[]): Set<number> {
  return new Set(overlapping(cues).flatMap((place) => cues[place]?.id ?? []));
}

/** Moves a whole cue or one of its ends; it stays within the film and no shorter than `SHORTEST_MS`. */
export function shift(cues: readonly Cue[], id: number, hold: Hold, byMs: number, durationMs: number): Cue[] {
  return change(cues, id, (cue) => {
    const { startMs, endMs } = cue;
    if (hold === 'start') return { ...cue, startMs: clamp(startMs + byMs, 0, endMs - SHORTEST_MS) };
    if (hold === 'end') return { ...cue, endMs: clamp(endMs + byMs, startMs + SHORTEST_MS, Math.max(durationMs, endMs)) };
    const by = clamp(byMs, -startMs, Math.max(0, durationMs - endMs));
    return { ...cue, startMs: startMs + by, endMs: endMs + by };
  });
}

/** Puts one end of a cue where the film stands. */
export function setEnd(cues: readonly Cue[], id: number, hold: 'start' | 'end', atMs: number, durationMs: number): Cue[] {
  const cue = cues.find((one) => one.id === id);
  return cue ? shift(cues, id, hold, atMs - (hold === 'start' ? cue.startMs : cue.endMs), durationMs) : [...cues];
}

/** How far a cue goes when it is dragged by `byMs`: to the nearest of the places within `reachMs` of one of its ends that moves. */
export function snapped(cue: Cue, hold: Hold, byMs: number, places: readonly number[], reachMs: number): number {
  const ends = [...(hold === 'end' ? [] : [cue.startMs]), ...(hold === 'start' ? [] : [cue.endMs])];
  const ways = ends.flatMap((end) => places.map((place) => place - end)).filter((way) => Math.abs(way - byMs) <= reachMs);
  return ways.toSorted((a, b) => Math.abs(a - byMs) - Math.abs(b - byMs))[0] ?? byMs;
}

/** Where a dragged cue likes to stand: at the play head, the ends of the others, and those of the film. */
export function snapPlaces(cues: readonly Cue[], id: number, headMs: number, durationMs: number): number[] {
  return [0, durationMs, headMs, ...cues.filter((cue) => cue.id !== id).flatMap(({ startMs, endMs }) => [startMs, endMs])];
}

/** A new cue where the film stands, or behind the one that is shown there, up to the next one. */
export function insert(cues: readonly Cue[], atMs: number, durationMs: number): { cues: Cue[]; id: number } {
  const startMs = clamp(Math.round(cueAt(cues, atMs)?.endMs ?? atMs), 0, Math.max(0, durationMs - SHORTEST_MS));
  const next = cues.find((cue) => cue.startMs > startMs)?.startMs ?? durationMs;
  const endMs = Math.max(startMs + SHORTEST_MS, Math.min(startMs + NEW_CUE_MS, next, durationMs));
  const id = nextId(cues);
  return { cues: [...cues, { id, startMs, endMs, text: '' }].sort(byTime), id };
}

/** Cuts a cue in two where the film stands, or in its middle; its text where a sentence ends, nearest to the same share. */
export function split(cues: readonly Cue[], id: number, atMs: number): Cue[] {
  const parts = cues.flatMap((cue) => {
    if (cue.id !== id || cue.endMs - cue.startMs < 2 * SHORTEST_MS) return [cue];
    const inside = atMs >= cue.startMs + SHORTEST_MS && atMs <= cue.endMs - SHORTEST_MS;
    const cutMs = inside ? Math.round(atMs) : Math.round((cue.startMs + cue.endMs) / 2);
    const [before, after] = splitText(cue.text, (cutMs - cue.startMs) / (cue.endMs - cue.startMs));
    return [
      { ...cue, endMs: cutMs, text: before },
      { id: nextId(cues), startMs: cutMs, endMs: cue.endMs, text: after },
    ];
  });
  return parts.sort(byTime);
}

/** Makes one of a cue and the next. */
export function mergeNext(cues: readonly Cue[], id: number): Cue[] {
  const place = cues.findIndex((cue) => cue.id === id);
  const [cue, next] = [cues[place], cues[place + 1]];
  if (cue === undefined || next === undefined) return [...cues];
  const both = { ...cue, endMs: Math.max(cue.endMs, next.endMs), text: [cue.text, next.text].filter((text) => text !== '').join('\n') };
  return cues.toSpliced(place, 2, both).sort(byTime);
}

/** Takes a cue away; tells which one stands in its place, or before it at the end. */
export function remove(cues: readonly Cue[], id: number): { cues: Cue[]; id: number | null } {
  const place = cues.findIndex((cue) => cue.id === id);
  const left = cues.filter((cue) => cue.id !== id);
  return { cues: left, id: (left[place] ?? left.at(-1))?.id ?? null };
}

/** Gives a cue another text. */
export function setText(cues: readonly Cue[], id: number, text: string): Cue[] {
  return cues.map((cue) => (cue.id === id ? { ...cue, text } : cue));
}

const clamp = (value: number, least: number, most: number) => Math.round(Math.min(Math.max(value, least), Math.max(least, most)));

const nextId = (cues: readonly Cue[]) => cues.reduce((most, { id }) => Math.max(most, id), -1) + 1;

function change(cues: readonly Cue[], id: number, to: (cue: Cue) => Cue): Cue[] {
  return cues.map((cue) => (cue.id === id ? to(cue) : cue)).sort(byTime);
}

function splitText(text: string, share: number): [string, string] {
  const wanted = Math.round(text.length * share);
  const breaks = [...text].reduce<{ at: number; found: number[] }>(
    ({ at, found }, character) => ({ at: at + character.length, found: BREAK.test(character) ? [...found, at + character.length] : found }),
    { at: 0, found: [] },
  ).found;
  const near = breaks.filter((at) => at > 0 && at < text.length).toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0];
  const cut = near ?? wholeCharacter(text, wanted);
  return [text.slice(0, cut).trim(), text.slice(cut).trim()];
}

/** Not between the halves of one character. */
function wholeCharacter(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at + 1 : at;
}
