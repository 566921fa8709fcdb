import type { Cue } from '../use-cues';

/** A place where the words that are looked for stand. */
export interface Hit {
  /** Of the cue, 0 is the first. */
  line: number;
  /** In its text, the end not included. */
  from: number;
  to: number;
}

/** Every place of some words, in order; capitals and small letters are the same. Nothing for blanks. */
export function findInCues(cues: readonly Cue[], words: string): Hit[] {
  const wanted = words.trim();
  if (wanted === '') return [];
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`).replace(/\s+/g, String.raw`\s+`), 'giu');
  return cues.flatMap(({ text }, line) => [...text.matchAll(pattern)].map((match) => ({ line, from: match.index, to: match.index + match[0].length })));
}

/** A text cut where hits begin and end. */
export function cutAt(text: string, hits: readonly Hit[]): { text: string; hit: Hit | null }[] {
  const ends = [0, ...hits.flatMap(({ from, to }) => [from, to]), text.length];
  return ends.slice(1).flatMap((to, i) => {
    const from = ends[i] ?? 0;
    return from === to ? [] : [{ text: text.slice(from, to), hit: hits.find((hit) => hit.from === from && hit.to === to) ?? null }];
  });
}

/** The hit after a place in the film, or the first again. */
export function hitFrom(hits: readonly Hit[], cues: readonly Cue[], time: number): number {
  const next = hits.findIndex(({ line }) => (cues[line]?.to ?? 0) > time);
  return next < 0 ? 0 : next;
}
