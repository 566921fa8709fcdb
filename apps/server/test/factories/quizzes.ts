import type { QuestionContent, QuizSettings } from '@xuexi/domain';
import { CourseVersion } from '../../src/catalog/course-version.entity.js';
import { newId } from '../../src/platform/ids.js';
import { CourseVersionCheckpoint } from '../../src/quizzes/course-version-checkpoint.entity.js';
import { CourseVersionQuestion } from '../../src/quizzes/course-version-question.entity.js';
import type { World } from '../support/world.js';

const base = { explanation: '看第一章。' };
const items = (...ids: string[]) => ids.map((id) => ({ id, text: `选项 ${id}` }));

/** One question of each kind that is marked without anyone; the answers that are right are RIGHT_ANSWERS, in this order. */
export const QUESTIONS: QuestionContent[] = [
  { ...base, kind: 'single', stem: '单选', options: items('a', 'b', 'c'), answer: 'b' },
  { ...base, kind: 'multiple', stem: '多选', options: items('a', 'b', 'c'), answers: ['a', 'c'] },
  { ...base, kind: 'true_false', stem: '判断', answer: true },
  { ...base, kind: 'fill_in', stem: '先按＿＿', blanks: [{ accepted: ['电源键', 'Power'] }] },
  { ...base, kind: 'ordering', stem: '排序', items: items('a', 'b', 'c') },
  { ...base, kind: 'matching', stem: '连线', left: items('a', 'b'), right: items('x', 'y'), pairs: [{ left: 'a', right: 'x' }, { left: 'b', right: 'y' }] },
];

export const SHORT: QuestionContent = { ...base, kind: 'short', stem: '为什么', reference: '说到安全即可' };

/** What a quiz is unless a test says otherwise; ten points a question. */
const SETTINGS: Omit<QuizSettings, 'draws'> = { title: '课后小测', minutes: null, shuffleQuestions: true, shuffleOptions: true, required: true };

/** Gives a published version a quiz that asks all of these questions. @returns their ids */
export async function aQuiz(world: World, courseVersionId: string, { contents = QUESTIONS, ...settings }: Partial<QuizSettings> & { contents?: QuestionContent[] } = {}): Promise<string[]> {
  const ids: string[] = [];
  for (const content of contents) ids.push(await aFrozenQuestion(world, courseVersionId, content, true));
  const quiz: QuizSettings = { ...SETTINGS, draws: [{ tag: null, difficulty: null, count: contents.length, points: 10 }], ...settings };
  await world.db.manager.update(CourseVersion, { id: courseVersionId }, { quiz });
  return ids;
}

/** Lets a published lesson stop for a question. */
export async function aCheckpoint(world: World, courseVersionId: string, lessonVersionId: string, atSecond: number, content: QuestionContent): Promise<void> {
  const questionId = await aFrozenQuestion(world, courseVersionId, content, false);
  await world.db.manager.insert(CourseVersionCheckpoint, { courseVersionId, lessonVersionId, atSecond, questionId });
}

async function aFrozenQuestion(world: World, courseVersionId: string, content: QuestionContent, drawn: boolean): Promise<string> {
  const questionId = newId();
  await world.db.manager.insert(CourseVersionQuestion, { courseVersionId, questionId, kind: content.kind, content, difficulty: 1, tags: [], drawn });
  return questionId;
}
