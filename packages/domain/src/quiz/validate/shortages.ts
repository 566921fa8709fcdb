import { mayDraw } from '../draw.js';
import { type Difficulty, DIFFICULTY_NAMES, type QuizDraw } from '../question.js';

/** Questions of a bank that the lines of a quiz cannot tell apart. */
export interface BankGroup {
  tags: readonly string[];
  difficulty: Difficulty;
  count: number;
}

/** Lines of a quiz that together want more questions than there are for them. */
export interface QuizShortage {
  /** Indexes of the lines, from 0, in order. */
  draws: number[];
  wanted: number;
  available: number;
}

/** How many questions a line may choose from. */
export function drawableCount(draw: Pick<QuizDraw, 'tag' | 'difficulty'>, bank: readonly BankGroup[]): number {
  return bank.reduce((sum, group) => sum + (mayDraw(draw, group) ? group.count : 0), 0);
}

/**
 * Which lines of a quiz the bank cannot serve at once, every question being drawn at most once. Exact: it is empty if and
 * only if a paper can be drawn (a maximum flow from the lines to the questions; by Hall's theorem what lacks is a set of
 * lines that wants more than all the questions it may draw).
 */
export function quizShortages(draws: readonly QuizDraw[], bank: readonly BankGroup[]): QuizShortage[] {
  const alone = draws.flatMap((draw, i) => {
    const available = drawableCount(draw, bank);
    return available < draw.count ? [{ draws: [i], wanted: draw.count, available }] : [];
  });
  return alone.length > 0 ? alone : new Flow(draws, bank).shortages();
}

/** What a line draws, in words. */
export function drawName({ tag, difficulty }: Pick<QuizDraw, 'tag' | 'difficulty'>): string {
  if (tag === null && difficulty === null) return '全部题目';
  return [tag ?? '不限标签', difficulty === null ? '不限难度' : DIFFICULTY_NAMES[difficulty]].join('·');
}

/** What is short and what to do. */
export function shortageSentence({ draws: short, wanted, available }: QuizShortage, draws: readonly QuizDraw[]): string {
  const names = [...new Set(short.map((i) => `“${drawName(draws[i]!)}”`))].join('');
  return `测验要抽${names}${short.length > 1 ? '合起来 ' : ' '}${wanted} 题，题库里只有 ${available} 题。请增加题目，或者减少抽题的数量。`;
}

/** How many questions of each group each line takes, as many as can be. */
class Flow {
  /** taken[line][group] */
  private readonly taken: number[][];
  private readonly left: number[];
  private readonly wanting: number[];

  constructor(
    private readonly draws: readonly QuizDraw[],
    private readonly bank: readonly BankGroup[],
  ) {
    this.taken = draws.map(() => bank.map(() => 0));
    this.left = bank.map(({ count }) => count);
    this.wanting = draws.map(({ count }) => count);
    for (const line of draws.keys()) while (this.wanting[line]! > 0 && this.augment(line));
  }

  shortages(): QuizShortage[] {
    const found = new Map<string, QuizShortage>();
    for (const line of this.draws.keys()) {
      if (this.wanting[line] === 0) continue;
      const { lines, groups } = this.reach(line);
      const short = [...lines.keys()].sort((a, b) => a - b);
      const wanted = short.reduce((sum, i) => sum + this.draws[i]!.count, 0);
      const available = [...groups.keys()].reduce((sum, i) => sum + this.bank[i]!.count, 0);
      found.set(short.join(), { draws: short, wanted, available });
    }
    return [...found.values()];
  }

  /** Gives a line more questions, moving others' if need be; false where it cannot have another one. */
  private augment(line: number): boolean {
    const { lines, groups, free } = this.reach(line);
    if (free === null) return false;
    const steps: { line: number; group: number }[] = [];
    for (let group = free; ; ) {
      const by = groups.get(group)!;
      steps.push({ line: by, group });
      const from = lines.get(by)!;
      if (from === null) break;
      group = from;
    }
    const amount = this.amountOf(line, free, steps);
    this.left[free]! -= amount;
    this.wanting[line]! -= amount;
    for (const [i, { line: to, group }] of steps.entries()) {
      this.taken[to]![group]! += amount;
      const next = steps[i + 1];
      if (next) this.taken[to]![next.group]! -= amount;
    }
    return true;
  }

  /** As much as every step of the way allows. */
  private amountOf(line: number, free: number, steps: readonly { line: number; group: number }[]): number {
    const moved = steps.flatMap(({ line: by }, i) => (steps[i + 1] ? [this.taken[by]![steps[i + 1]!.group]!] : []));
    return Math.min(this.wanting[line]!, this.left[free]!, ...moved);
  }

  /**
   * Everything that could give a line another question: groups by the line that may draw them, lines by the group that
   * they could give up, and the first group that has some left.
   */
  private reach(start: number): { lines: Map<number, number | null>; groups: Map<number, number>; free: number | null } {
    const lines = new Map<number, number | null>([[start, null]]);
    const groups = new Map<number, number>();
    for (const [line] of lines) {
      for (const [group, questions] of this.bank.entries()) {
        if (groups.has(group) || !mayDraw(this.draws[line]!, questions)) continue;
        groups.set(group, line);
        if (this.left[group]! > 0) return { lines, groups, free: group };
        for (const other of this.draws.keys()) if (!lines.has(other) && this.taken[other]![group]! > 0) lines.set(other, group);
      }
    }
    return { lines, groups, free: null };
  }
}
