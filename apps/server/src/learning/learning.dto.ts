import { MEDIA_KINDS } from '@xuexi/domain';
import { z } from 'zod';
import { courseCardSchema } from '../catalog/catalog.dto.js';
import { documentSchema, playbackSchema } from '../media/media.dto.js';
import { creditsSchema, dateSchema, idSchema, listOf, timeSchema, unitsSchema } from '../platform/http/schemas.js';

export const rangeSchema = z.tuple([z.int(), z.int()]).describe('Half-open range of whole media seconds [from, to)');
const coverageSchema = z.array(rangeSchema);

export const openPlaySessionSchema = z
  .object({ lessonVersionId: idSchema, elder: z.boolean().default(false).describe('长辈版: more time to answer the presence question') })
 .meta({ id: 'OpenPlaySession' });

/** How a lesson stands for its learner, as the earn card shows it. */
export const watchStandingSchema = z
  .object({
    coverage: coverageSchema,
    coveredSeconds: z.int(),
    requiredSeconds: z.int(),
    durationSeconds: z.int(),
    savedAt: z.int().describe('Where the player stood at the last report that was taken (已保存到); playing resumes here'),
    round: z.int().describe('1, or more when a completed round earned nothing because of the daily cap'),
    completed: z
      .object({
        date: dateSchema,
        credited: z.boolean(),
        units: unitsSchema,
        credits: creditsSchema,
        reason: z.enum(['daily_cap', 'course_value', 'corrected']).nullable().describe('Why it earned nothing, or nothing of it stands; corrected: 已更正'),
      })
      .nullable(),
    lessonUnits: unitsSchema,
    lessonCredits: creditsSchema,
    leftTodayUnits: unitsSchema.nullable().describe('What may still be earned today by watching; null: no cap'),
    leftTodayCredits: creditsSchema.nullable(),
    provisional: z.boolean().describe('true until the real name is verified'),
  })
  .meta({ id: 'WatchStanding' });

export const playSessionSchema = z
  .object({
    playSessionId: idSchema,
    course: z.object({ id: idSchema, title: z.string() }),
    lesson: z.object({ lessonVersionId: idSchema, title: z.string(), chapterTitle: z.string() }),
    playback: playbackSchema,
    tookOver: z.boolean().describe('true: another device was playing and has been displaced'),
    reportEverySeconds: z.int(),
    maxRate: z.number(),
    preventSkip: z.boolean().describe('禁止跳看: until the lesson is complete the player goes no further than what was played before'),
    standing: watchStandingSchema,
  })
  .meta({ id: 'PlaySession' });

/** A document that is open. */
export const readingSchema = z
  .object({
    course: z.object({ id: idSchema, title: z.string() }),
    lesson: z.object({ lessonVersionId: idSchema, title: z.string(), chapterTitle: z.string() }),
    document: documentSchema,
  })
  .meta({ id: 'Reading' });

export const watchReportSchema = z
  .object({
    seq: z.int().min(1).max(2 ** 31 - 1).describe('Grows; a report not above the last accepted one changes nothing'),
    ranges: z.array(rangeSchema).max(500, '一次报告的片段太多').describe('Media seconds played since the last report'),
    rate: z.number().min(0.1).max(16),
    position: z.int().min(0).describe('Where the player stands now, to resume there'),
  })
  .meta({ id: 'WatchReport' });

export const reportAnswerSchema = z
  .object({
    seq: z.int().describe('The last accepted seq of this session'),
    coveredNow: z.int().describe('Seconds newly covered by this report'),
    refused: z
      .object({ why: z.enum(['clock', 'lease_taken', 'presence', 'duplicate']), seconds: z.int(), ranges: coverageSchema.describe('May be reported again: later, where why is clock; in the next session of the device, where it is lease_taken') })
      .nullable(),
    presence: z.object({ answerBy: timeSchema }).nullable().describe('The learner must answer whether they are there'),
    standing: watchStandingSchema,
  })
  .meta({ id: 'ReportAnswer' });

/** What comes along when a course is joined. */
export const joinSchema = z.object({ code: z.string().trim().min(1, '请填写邀请码').max(60, '邀请码太长').optional().describe('Of an invitation, as it was typed') }).optional().meta({ id: 'Join' });
export const versionChoiceSchema = z.object({ versionId: idSchema.describe('The newest version, as the learner has seen it') }).meta({ id: 'VersionChoice' });

/** A course the learner has begun. */
export const myCourseSchema = z
  .object({
    course: courseCardSchema,
    enrolledAt: timeSchema,
    lastWatchedAt: timeSchema.nullable(),
    completedLessons: z.int(),
    lessonsToComplete: z.int().describe('Required ones that can be completed; in a course that requires none, all but documents'),
    finished: z.boolean(),
    withdrawn: z.boolean().describe('已下架: nothing of it opens; what was earned stays'),
    newVersion: z.boolean().describe('There is a newer version than the one the learner is on'),
    dueOn: dateSchema.nullable(),
    next: z
      .object({
        lessonVersionId: idSchema,
        title: z.string(),
        number: z.int(),
        kind: z.enum(MEDIA_KINDS),
        resumeAt: z.int(),
        durationSeconds: z.int().describe('0 for a document'),
        ready: z.boolean(),
      })
      .nullable()
      .describe('null: nothing is left to go on with. A document only in a course that has nothing else'),
  })
  .meta({ id: 'MyCourse' });

export const myCourseListSchema = listOf(myCourseSchema).meta({ id: 'MyCourseList' });

export type OpenPlaySessionDto = z.infer<typeof openPlaySessionSchema>;
export type PlaySessionDto = z.infer<typeof playSessionSchema>;
export type ReadingDto = z.infer<typeof readingSchema>;
export type WatchReportDto = z.infer<typeof watchReportSchema>;
export type ReportAnswerDto = z.infer<typeof reportAnswerSchema>;
export type WatchStandingDto = z.infer<typeof watchStandingSchema>;
export type JoinDto = z.infer<typeof joinSchema>;
export type VersionChoiceDto = z.infer<typeof versionChoiceSchema>;
export type MyCourseDto = z.infer<typeof myCourseSchema>;
