/** Drawing a paper: which questions an attempt asks, and in which order it shows them. */
import { chanceOf, shuffled } from './chance.js';
import type { Difficulty, PaperQuestion, QuestionContent, QuestionItem, QuizDraw, QuizPaper, QuizSettings } from './question.js';

/** A question as the drawing knows it. */
export interface DrawableQuestion {
  id: string;
  tags: readonly string[];
  difficulty: Difficulty;
  content: QuestionContent;
}

/** Whether a line of a quiz may draw a question. */
export function mayDraw(line: Pick<QuizDraw, 'tag' | 'difficulty'>, question: Pick<DrawableQuestion, 'tags' | 'difficulty'>): boolean {
  return (line.tag === null || question.tags.includes(line.tag)) && (line.difficulty === null || line.difficulty === question.difficulty);
}

/**
 * Gives every line its questions, none to two lines. Lines compete for questions; wherever there is a way to fill all of
 * them it is found (augmenting paths), so that a quiz that can be drawn always is.
 *
 * @param questions in the order in which they are preferred
 * @returns the questions of each line, or null when there is no way
 */
export function assignQuestions<Question extends Pick<DrawableQuestion, 'id' | 'tags' | 'difficulty'>>(
  draws: readonly QuizDraw[],
  questions: readonly Question[],
): Question[][] | null {
  const places = draws.flatMap((line, index) => Array.from({ length: line.count }, () => index));
  const candidates = draws.map((line) => questions.flatMap((question, i) => (mayDraw(line, question) ? [i] : [])));
  const placeOf = new Map<number, number>();
  for (const place of places.keys()) {
    if (!seat(place, { places, candidates, placeOf, tried: new Set() })) return null;
  }
  const drawn = draws.map((): Question[] => []);
  for (const [question, place] of [...placeOf].sort(([a], [b]) => a - b)) drawn[places[place]!]!.push(questions[question]!);
  return drawn;
}

interface Seating {
  /** Line of each place. */
  places: readonly number[];
  /** Questions that each line may draw. */
  candidates: readonly (readonly number[])[];
  /** Place of each question that has one. */
  placeOf: Map<number, number>;
  /** Questions that this search has asked already. */
  tried: Set<number>;
}

/** Finds a question for a place: a free one, else one whose place finds another. */
function seat(place: number, seating: Seating): boolean {
  const { places, candidates, placeOf, tried } = seating;
  const own = candidates[places[place]!]!;
  const free = own.find((question) => !placeOf.has(question));
  if (free !== undefined) {
    placeOf.set(free, place);
    return true;
  }
  for (const question of own) {
    if (tried.has(question)) continue;
    tried.add(question);
    if (!seat(placeOf.get(question)!, seating)) continue;
    placeOf.set(question, place);
    return true;
  }
  return false;
}

/**
 * Draws a paper. The same seed, settings and questions give the same paper.
 *
 * @param seed nothing that learners know or can guess: shuffles start from the order that is right, so that the seed gives answers away
 * @param questions in the order of the bank
 * @returns null when the lines cannot be filled
 */
export function drawPaper(seed: string, settings: QuizSettings, questions: readonly DrawableQuestion[]): QuizPaper | null {
  const chance = chanceOf(seed);
  const lines = assignQuestions(settings.draws, shuffled(questions, chance));
  if (lines === null) return null;
  const rank = new Map(questions.map(({ id }, i) => [id, i]));
  const places = lines.flatMap((drawn, i) =>
    drawn.sort((a, b) => rank.get(a.id)! - rank.get(b.id)!).map((question) => placed(question, settings.draws[i]!.points, settings.shuffleOptions, chance)),
  );
  return settings.shuffleQuestions ? shuffled(places, chance) : places;
}

/**
 * The orders in which a question shows its items. Items to be ordered, and the right ones of pairs, are always shuffled,
 * because their own order gives the answer away. What is to be ordered may come in the right order: were it never so, the
 * order shown would tell something, of two items everything. It is an answer only once the learner says so.
 */
export function placed({ id, content }: Pick<DrawableQuestion, 'id' | 'content'>, points: number, shuffleOptions: boolean, chance: (below: number) => number): PaperQuestion {
  const place = { questionId: id, points, order: [], rightOrder: [] };
  const shown = (items: readonly QuestionItem[]): string[] => (shuffleOptions ? shuffled(idsOf(items), chance) : idsOf(items));
  switch (content.kind) {
    case 'single':
    case 'multiple':
      return { ...place, order: shown(content.options) };
    case 'ordering':
      return { ...place, order: shuffled(idsOf(content.items), chance) };
    case 'matching':
      return { ...place, order: shown(content.left), rightOrder: shuffled(idsOf(content.right), chance) };
    case 'true_false':
    case 'fill_in':
    case 'short':
      return place;
  }
}

function idsOf(items: readonly QuestionItem[]): string[] {
  return items.map(({ id }) => id);
}
