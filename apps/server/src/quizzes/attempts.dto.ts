import { QUESTION_KINDS, QUIZ_ANSWER_LIMITS } from '@xuexi/domain';
import { z } from 'zod';
import { creditsSchema, dateSchema, idSchema, timeSchema, unitsSchema } from '../platform/http/schemas.js';

const itemId = z.string().max(36, '选项不对，请刷新页面');
const someIds = z.array(itemId).max(QUIZ_ANSWER_LIMITS.items, '选的太多，请刷新页面');

/** What a learner answers to a question. */
export const questionAnswerSchema = z
  .discriminatedUnion(
    'kind',
    [
      z.object({ kind: z.literal('single'), chosen: itemId.nullable() }),
      z.object({ kind: z.literal('multiple'), chosen: someIds }),
      z.object({ kind: z.literal('true_false'), chosen: z.boolean('请选择对或错').nullable() }),
      z.object({ kind: z.literal('fill_in'), texts: z.array(z.string('请填写文字').max(QUIZ_ANSWER_LIMITS.blank, `每个空最多 ${QUIZ_ANSWER_LIMITS.blank} 个字`)).max(QUIZ_ANSWER_LIMITS.items, '填的太多，请刷新页面') }),
      z.object({ kind: z.literal('ordering'), order: someIds }),
      z.object({ kind: z.literal('matching'), pairs: z.array(z.object({ left: itemId, right: itemId })).max(QUIZ_ANSWER_LIMITS.items, '连的太多，请刷新页面') }),
      z.object({ kind: z.literal('short'), text: z.string('请填写文字').max(QUIZ_ANSWER_LIMITS.short, `最多 ${QUIZ_ANSWER_LIMITS.short} 个字`) }),
    ],
    '答案的格式不对，请刷新页面',
  )
  .meta({ id: 'QuestionAnswer' });

const answersSchema = z
  .record(idSchema, questionAnswerSchema)
  .refine((answers) => Object.keys(answers).length <= QUIZ_ANSWER_LIMITS.questions, '答案太多，请刷新页面')
  .describe('All answers by question id, not only those that changed');

const seqSchema = z.int('序号不对，请刷新页面').min(1, '序号不对，请刷新页面').max(2 ** 31 - 1, '序号不对，请刷新页面').describe('Grows; a save not above the last accepted one changes nothing');

export const saveAnswersSchema = z.object({ seq: seqSchema, answers: answersSchema }).meta({ id: 'SaveAnswers' });
export const submitAttemptSchema = z
  .object({ last: saveAnswersSchema.nullable().default(null).describe('What was not saved yet; null: everything is') })
  .meta({ id: 'SubmitAttempt' });
export const savedAnswersSchema = z.object({ seq: z.int().describe('The highest that was accepted'), savedAt: timeSchema.nullable() }).meta({ id: 'SavedAnswers' });

const itemSchema = z.object({ id: z.string(), text: z.string() });

/** A question without anything that gives its answer away. */
export const askedQuestionSchema = z
  .object({
    questionId: idSchema,
    kind: z.enum(QUESTION_KINDS),
    points: z.int(),
    stem: z.string(),
    items: z.array(itemSchema).describe('Options, items to order or left ones, in the order to be shown'),
    right: z.array(itemSchema).describe('Right ones of a matching question, in the order to be shown'),
    blanks: z.int().describe('Of a fill-in question; its stem has one ＿＿ for each'),
  })
  .meta({ id: 'AskedQuestion' });

const stateSchema = z.enum(['open', 'marking', 'done']).describe('open: being answered; marking: short answers wait to be marked by hand; done: the result stands');

export const quizResultSchema = z
  .object({
    points: z.int(),
    maxPoints: z.int(),
    passed: z.boolean(),
    date: dateSchema.describe('The date that it counts on'),
    earnedUnits: unitsSchema,
    earnedCredits: creditsSchema,
    why: z.enum(['threshold', 'passed_before', 'already_posted', 'no_value']).nullable().describe('Why it earned nothing; passed_before: failed after an earlier pass; null: it did earn'),
    corrected: z.boolean().describe('已更正: what it earned was taken back'),
    provisional: z.boolean().describe('true until the real name is verified'),
  })
  .meta({ id: 'QuizResult' });

const reviewSchema = z.object({
  questionId: idSchema,
  points: z.int().nullable().describe('null: waits to be marked'),
  explanation: z.string(),
  rightAnswer: questionAnswerSchema.nullable().describe('null: somebody judges it'),
  remark: z.string().nullable().describe('What the marker wrote'),
});

export const quizAttemptSchema = z
  .object({
    id: idSchema,
    courseId: idSchema,
    courseTitle: z.string(),
    title: z.string(),
    number: z.int(),
    state: stateSchema,
    startedAt: timeSchema,
    dueAt: timeSchema.nullable().describe('null: no time limit'),
    secondsLeft: z.int().nullable().describe("Until dueAt by the server's clock"),
    submittedAt: timeSchema.nullable(),
    maxPoints: z.int(),
    passPoints: z.int(),
    questions: z.array(askedQuestionSchema),
    answers: z.record(z.string(), questionAnswerSchema),
    saveSeq: z.int(),
    savedAt: timeSchema.nullable(),
    result: quizResultSchema.nullable().describe('null until everything is marked'),
    review: z.array(reviewSchema).nullable().describe('null while it is being answered'),
  })
  .meta({ id: 'QuizAttempt' });

/** The quiz of a course as its learner meets it. */
export const quizCardSchema = z
  .object({
    courseId: idSchema,
    courseVersionId: idSchema,
    enrolled: z.boolean(),
    title: z.string(),
    required: z.boolean().describe('The course is finished only with it'),
    questions: z.int(),
    maxPoints: z.int(),
    passPoints: z.int(),
    passPercent: z.int(),
    minutes: z.int().nullable(),
    attemptsPerDate: z.int(),
    attemptsLeft: z.int().describe('Today'),
    units: unitsSchema.describe('What the first pass earns'),
    credits: creditsSchema,
    earned: z.boolean().describe('It has earned already'),
    corrected: z.boolean().describe('已更正: what it earned was taken back'),
    passed: z.boolean(),
    provisional: z.boolean(),
    openAttemptId: idSchema.nullable(),
    attempts: z.array(
      z.object({
        id: idSchema,
        number: z.int(),
        state: stateSchema,
        startedAt: timeSchema,
        submittedAt: timeSchema.nullable(),
        points: z.int().nullable(),
        maxPoints: z.int(),
        passed: z.boolean().nullable(),
      }),
    ).describe('The last ones, newest first'),
  })
  .meta({ id: 'QuizCard' });

export const courseQuizSchema = z.object({ quiz: quizCardSchema.nullable().describe('null: the course has none') }).meta({ id: 'LearnersQuiz' });

export type SaveAnswersDto = z.infer<typeof saveAnswersSchema>;
export type SubmitAttemptDto = z.infer<typeof submitAttemptSchema>;
export type SavedAnswersDto = z.infer<typeof savedAnswersSchema>;
export type AskedQuestionDto = z.infer<typeof askedQuestionSchema>;
export type QuizAttemptDto = z.infer<typeof quizAttemptSchema>;
export type QuizResultDto = z.infer<typeof quizResultSchema>;
export type QuizCardDto = z.infer<typeof quizCardSchema>;
