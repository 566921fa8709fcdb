import { expect } from '@jest/globals';
import type { Difficulty, QuestionContent, QuizDraw, QuizSettings } from '@xuexi/domain';
import type { QuestionDto, QuestionInputDto } from '../../src/quizzes/questions.dto.js';
import type { Someone } from './persons.js';

/** What a true-or-false question is made of, as the routes take it. */
export function trueOrFalse(stem: string, { difficulty = 1, tags = [] }: { difficulty?: Difficulty; tags?: string[] } = {}): QuestionInputDto {
  return { content: { kind: 'true_false', stem, explanation: '', answer: true }, difficulty, tags };
}

/** A quiz of so many questions of the whole bank, ten points each. */
export function aQuizOf(count: number, more: Partial<QuizSettings> = {}): QuizSettings {
  const draw: QuizDraw = { tag: null, difficulty: null, count, points: 10 };
  return { title: '课后测验', draws: [draw], minutes: null, shuffleQuestions: true, shuffleOptions: true, required: true, ...more };
}

const item = (id: string, text: string) => ({ id, text });

/** One question of each kind. */
export const ONE_OF_EACH: readonly QuestionContent[] = [
  { kind: 'single', stem: '手机没电时先做什么？', explanation: '先充电。', options: [item('k3', '充电'), item('p9', '摔一摔')], answer: 'k3' },
  { kind: 'multiple', stem: '哪些是陌生链接？', explanation: '', options: [item('k3', '中奖短信'), item('p9', '退款电话'), item('z1', '本站')], answers: ['k3', 'p9'] },
  { kind: 'true_false', stem: '验证码可以告诉客服。', explanation: '谁也不能告诉。', answer: false },
  { kind: 'fill_in', stem: '报警电话是＿＿，急救电话是＿＿。', explanation: '', blanks: [{ accepted: ['110', '一一〇'] }, { accepted: ['120'] }] },
  { kind: 'ordering', stem: '按先后排好拉坯的步骤。', explanation: '', items: [item('k3', '揉泥'), item('p9', '找中心'), item('z1', '开口')] },
  {
    kind: 'matching',
    stem: '把工具和用处连起来。',
    explanation: '',
    left: [item('k3', '钢丝'), item('p9', '海绵')],
    right: [item('r7', '割底'), item('b2', '吸水'), item('c5', '上釉')],
    pairs: [
      { left: 'k3', right: 'r7' },
      { left: 'p9', right: 'b2' },
    ],
  },
  { kind: 'short', stem: '说说学到了什么。', explanation: '', reference: '言之有物即可。' },
];

/** A question in the bank of a course, made through the api. */
export async function aQuestion({ agent }: Someone, courseId: string, input: QuestionInputDto = trueOrFalse('陶土可以直接烧。')): Promise<QuestionDto> {
  const answer = await agent.post<QuestionDto>(`/api/teaching/courses/${courseId}/questions`, input);
  expect(answer.status).toBe(201);
  return answer.body;
}
