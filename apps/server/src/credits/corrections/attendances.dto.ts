import { z } from 'zod';
import { creditsSchema, dateSchema, freeText, idSchema, unitsSchema } from '../../platform/http/schemas.js';

/** No class lasts longer. */
const MOST_MINUTES = 24 * 60;

const minutes = (missing: string) => z.int(missing).max(MOST_MINUTES, `最多 ${MOST_MINUTES} 分钟`);

export const recordAttendanceSchema = z
  .object({
    activityId: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9-]{1,60}$/, '请填写课次编号：字母、数字和短横线，最多 60 个'),
    title: freeText({ min: 2, max: 60, missing: '请填写课程或活动的名称' }),
    date: dateSchema.describe('On which it took place; not in the future'),
    classHours: z
      .string()
      .trim()
      .regex(/^\d{1,2}(\.\d{1,2})?$/, '请填写学时，最多两位小数，例如 2 或 1.50')
      .refine((text) => Number(text) > 0 && Number(text) <= 24, '学时要大于 0，最多 24'),
    scheduledMinutes: minutes('请填写这次课有多少分钟').min(1, '请填写这次课有多少分钟'),
    presentMinutes: minutes('请填写在场多少分钟').min(0, '请填写在场多少分钟'),
    signedOut: z.boolean('请选择有没有签退'),
  })
  .meta({ id: 'RecordAttendance' });

export const recordedAttendanceSchema = z
  .object({ id: idSchema, units: unitsSchema, credits: creditsSchema, cut: z.boolean().describe('Less than its 学时: the limit of the date was reached') })
  .meta({ id: 'RecordedAttendance' });

export type RecordAttendanceDto = z.infer<typeof recordAttendanceSchema>;
export type RecordedAttendanceDto = z.infer<typeof recordedAttendanceSchema>;
