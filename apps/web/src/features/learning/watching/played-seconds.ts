import type { Range } from '@xuexi/domain';

/** A stretch of media time that was really played, in fractions of seconds. */
type Stretch = readonly [from: number, to: number];

/** Media clocks round; stretches that are this close touch. In seconds. */
const TOUCH = 0.005;

/**
 * Collects which whole media seconds were really played. A second counts when all of it was played, in one go or in
 * pieces, at any rate; what was jumped over does not count. A second that is played again counts again.
 */
export class PlayedSeconds {
  /** Played and not yet taken; sorted, apart from each other. */
  private stretches: Stretch[] = [];
  private position: number | null = null;

  /** @param duration whole seconds of the lesson; nothing past them is counted */
  constructor(private readonly duration: number) {}

  /** Playback went on from the last position to `time`. Going back cannot be playing and counts as a jump. */
  moveTo(time: number): void {
    const from = this.position;
    this.position = time;
    if (from !== null && time > from) this.add([from, time]);
  }

  /** The player stands at `time` without having played up to it: at the start, after a seek, after another source was loaded. */
  jumpTo(time: number): void {
    this.position = time;
  }

  /** The whole seconds that became complete since the last call; the fractions around them stay. */
  take(): Range[] {
    const cuts = this.stretches.map((stretch) => this.cut(stretch));
    this.stretches = cuts.flatMap(({ fractions }) => fractions);
    return cuts.flatMap(({ whole }) => (whole === null ? [] : [whole]));
  }

  private cut([from, to]: Stretch): { whole: Range | null; fractions: Stretch[] } {
    const first = Math.max(0, Math.ceil(from - TOUCH));
    const end = Math.min(this.duration, Math.floor(to + TOUCH));
    if (first >= end) return { whole: null, fractions: [[from, to]] };
    const before: Stretch = [from, first];
    const after: Stretch = [end, to];
    return { whole: [first, end], fractions: [before, after].filter(([start, stop]) => start < stop) };
  }

  private add([from, to]: Stretch): void {
    const touching = this.stretches.filter((each) => each[0] <= to + TOUCH && from <= each[1] + TOUCH);
    const apart = this.stretches.filter((each) => !touching.includes(each));
    const merged: Stretch = [Math.min(from, ...touching.map((each) => each[0])), Math.max(to, ...touching.map((each) => each[1]))];
    this.stretches = [...apart, merged].sort((a, b) => a[0] - b[0]);
  }
}
