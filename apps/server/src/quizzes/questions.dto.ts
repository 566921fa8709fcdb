import { type Difficulty, QUESTION_KINDS, type QuestionContent, type QuizFault, questionFaults, tagFaults, tidyQuestion, tidyText } from '@xuexi/domain';
import { z } from 'zod';
import { idSchema, listOf, pageOf, pageQuery, timeSchema } from '../platform/http/schemas.js';

/** More than any rule allows, so that the rules say what is wrong. */
const MUCH = 100;
const text = z.string('请填写文字').max(5000, '太长，请缩短');
const itemId = z.string().max(36, '这一项的编号不对，请刷新页面后重新添加');

const itemSchema = z.object({ id: itemId, text }).meta({ id: 'QuestionItem' });
const items = z.array(itemSchema).max(MUCH, '太多了，请减少');
const base = { stem: text.describe('What is asked; ＿＿ for each blank of a fill_in'), explanation: text.describe("Shown when the attempt is reviewed; '' for none") };

/** The whole of a question, with its right answers. */
export const questionContentSchema = z
  .discriminatedUnion(
    'kind',
    [
      z.object({ ...base, kind: z.literal('single'), options: items, answer: itemId }),
      z.object({ ...base, kind: z.literal('multiple'), options: items, answers: z.array(itemId).max(MUCH, '太多了，请减少') }),
      z.object({ ...base, kind: z.literal('true_false'), answer: z.boolean('请选择对或错') }),
      z.object({ ...base, kind: z.literal('fill_in'), blanks: z.array(z.object({ accepted: z.array(text).max(MUCH, '太多了，请减少') })).max(MUCH, '太多了，请减少') }),
      z.object({ ...base, kind: z.literal('ordering'), items: items.describe('In the right order') }),
      z.object({ ...base, kind: z.literal('matching'), left: items, right: items, pairs: z.array(z.object({ left: itemId, right: itemId })).max(MUCH, '太多了，请减少') }),
      z.object({ ...base, kind: z.literal('short'), reference: text.describe('For who marks it') }),
    ],
    '请选择题型',
  )
  .meta({ id: 'QuestionContent' });

export const difficultySchema = z.union([z.literal(1), z.literal(2), z.literal(3)], '请选择难度').describe('1 easy, 2 middle, 3 hard');

const kindSchema = z.enum(QUESTION_KINDS, '请选择题型');

/** Adds faults of the domain to those of a schema, each at its field. */
export function addFaults(context: { addIssue(issue: { code: 'custom'; path: (string | number)[]; message: string }): void }, faults: readonly QuizFault[], under: readonly (string | number)[] = []): void {
  for (const { path, message } of faults) context.addIssue({ code: 'custom', path: [...under, ...path], message });
}

export const questionInputSchema = z
  .object({ content: questionContentSchema, difficulty: difficultySchema, tags: z.array(text).max(MUCH, '太多了，请减少') })
  .superRefine(({ content, tags }, context) => {
    addFaults(context, questionFaults(tidyQuestion(content)), ['content']);
    addFaults(context, tagFaults(tags.map(tidyText)), ['tags']);
  })
  .meta({ id: 'QuestionInput' });

export const questionsQuery = pageQuery.extend({
  q: z.string().trim().max(100, '最多 100 个字').optional().describe('Part of the stem'),
  kind: kindSchema.optional(),
  tag: z.string().trim().max(100, '最多 100 个字').optional(),
  difficulty: z.coerce.number().pipe(difficultySchema).optional(),
  archived: z.stringbool().default(false).describe('Those that were taken out of the bank, instead of those in it'),
});

export const questionSchema = z
  .object({
    id: idSchema,
    courseId: idSchema,
    kind: kindSchema,
    content: questionContentSchema,
    difficulty: difficultySchema,
    tags: z.array(z.string()),
    inVideos: z.int().describe('At how many seconds of videos a lesson stops for it'),
    updatedAt: timeSchema,
    archivedAt: timeSchema.nullable(),
  })
  .meta({ id: 'Question' });

export const questionPageSchema = pageOf(questionSchema).meta({ id: 'QuestionPage' });
export const questionListSchema = listOf(questionSchema);

export type QuestionInputDto = { content: QuestionContent; difficulty: Difficulty; tags: string[] };
export type QuestionsQuery = z.infer<typeof questionsQuery>;
export type QuestionDto = z.infer<typeof questionSchema>;
export type QuestionPageDto = z.infer<typeof questionPageSchema>;
