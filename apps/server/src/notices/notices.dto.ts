import type { NoticeKind } from '@xuexi/domain';
import { z } from 'zod';
import { creditsSchema, idSchema, pageOf, timeSchema } from '../platform/http/schemas.js';

const common = { id: idSchema, createdAt: timeSchema, read: z.boolean() };
const correction = { correctionId: idSchema, entryId: idSchema, credits: creditsSchema, year: z.int() };
const course = { courseId: idSchema, courseTitle: z.string() };

const notice = <Kind extends NoticeKind, Data extends z.ZodRawShape>(kind: Kind, data: Data) => z.object({ ...common, kind: z.literal(kind), ...data });

export const noticeSchema = z
  .discriminatedUnion('kind', [
    notice('credit_granted', { ...correction, correctionId: idSchema.nullable().describe('null: taken over from another platform') }),
    notice('credit_reversed', correction),
    notice('appeal_answered', { correctionId: idSchema, upheld: z.boolean() }),
    notice('statement_issued', { year: z.int() }),
    notice('statement_replaced', { year: z.int(), version: z.int(), reason: z.string() }),
    notice('quiz_marked', { ...course, attemptId: idSchema, points: z.int(), maxPoints: z.int(), passed: z.boolean() }),
    notice('course_withdrawn', course),
    notice('course_new_version', course),
  ])
  .meta({ id: 'Notice' });

export const noticePageSchema = pageOf(noticeSchema)
  .extend({ unread: z.int().describe('Of all, not of the page') })
  .meta({ id: 'NoticePage' });

export const unreadSchema = z.object({ unread: z.int() }).meta({ id: 'UnreadNotices' });

export const noticesReadSchema = z.object({ until: idSchema.describe('The newest notice that was shown; it and all before it are read') }).meta({ id: 'NoticesRead' });

export type NoticeDto = z.infer<typeof noticeSchema>;
export type NoticePageDto = z.infer<typeof noticePageSchema>;
export type NoticesReadDto = z.infer<typeof noticesReadSchema>;
