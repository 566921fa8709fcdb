import type { QuizDraw, QuizSettings } from '../question.js';
import { QUIZ_LIMITS } from './limits.js';
import { type QuizFault, faultsOfText } from './text.js';

/** What is wrong with how a quiz is set, by field. Whether the bank holds enough, `quizShortages` says. */
export function quizSettingsFaults(settings: QuizSettings): QuizFault[] {
  const { title, draws, minutes } = settings;
  return [
    ...faultsOfText(['title'], title.trim(), { max: QUIZ_LIMITS.title, missing: '请填写测验的名称' }),
    ...faultsOfDraws(draws),
    ...(minutes === null || isWithin(minutes, QUIZ_LIMITS.minutes) ? [] : [{ path: ['minutes'], message: `时间填 1 到 ${QUIZ_LIMITS.minutes} 之间的整数分钟，不限时就不填` }]),
  ];
}

/** How many questions a paper has. */
export function questionsIn(draws: readonly QuizDraw[]): number {
  return draws.reduce((sum, { count }) => sum + count, 0);
}

/** How many points a paper is worth. */
export function pointsIn(draws: readonly QuizDraw[]): number {
  return draws.reduce((sum, { count, points }) => sum + count * points, 0);
}

function faultsOfDraws(draws: readonly QuizDraw[]): QuizFault[] {
  if (draws.length === 0) return [{ path: ['draws'], message: '请至少添加一行抽题' }];
  if (draws.length > QUIZ_LIMITS.draws) return [{ path: ['draws'], message: `抽题最多 ${QUIZ_LIMITS.draws} 行` }];
  const faults = draws.flatMap(({ count, points }, i) => [
    ...(isWithin(count, QUIZ_LIMITS.drawCount) ? [] : [{ path: ['draws', i, 'count'], message: `题数填 1 到 ${QUIZ_LIMITS.drawCount} 之间的整数` }]),
    ...(isWithin(points, QUIZ_LIMITS.points) ? [] : [{ path: ['draws', i, 'points'], message: `每题的分数填 1 到 ${QUIZ_LIMITS.points} 之间的整数` }]),
  ]);
  return faults.length === 0 && questionsIn(draws) > QUIZ_LIMITS.paper ? [{ path: ['draws'], message: `一份测验最多 ${QUIZ_LIMITS.paper} 题` }] : faults;
}

function isWithin(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max;
}
