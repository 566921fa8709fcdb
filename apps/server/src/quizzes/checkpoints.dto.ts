import { QUESTION_KINDS, QUIZ_LIMITS } from '@xuexi/domain';
import { z } from 'zod';
import { idSchema, listOf } from '../platform/http/schemas.js';

const atSecond = z.int('请填写整秒').min(1, '要在视频开始 1 秒以后').max(1_000_000, '视频没有这么长');

/** Everything at which a lesson stops, in any order. */
export const checkpointsInputSchema = z
  .object({ items: z.array(z.object({ atSecond, questionId: idSchema })).max(QUIZ_LIMITS.checkpoints, `一课最多 ${QUIZ_LIMITS.checkpoints} 个提问`) })
  .superRefine(({ items }, context) => {
    for (const [i, item] of items.entries()) {
      if (items.findIndex((other) => other.atSecond === item.atSecond) < i) context.addIssue({ code: 'custom', path: ['items', i, 'atSecond'], message: '这一秒已经有一个提问，请改到别的时间' });
    }
  })
  .meta({ id: 'LessonCheckpointsInput' });

/** Where a lesson stops for which question. */
export const taughtCheckpointSchema = z
  .object({ lessonId: idSchema, atSecond: z.int(), questionId: idSchema, kind: z.enum(QUESTION_KINDS), stem: z.string() })
  .meta({ id: 'TaughtCheckpoint' });

export const taughtCheckpointListSchema = listOf(taughtCheckpointSchema).meta({ id: 'TaughtCheckpointList' });

export type CheckpointsInputDto = z.infer<typeof checkpointsInputSchema>;
export type TaughtCheckpointDto = z.infer<typeof taughtCheckpointSchema>;
