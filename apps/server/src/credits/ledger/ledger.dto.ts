import { ALARM_KINDS, type AlarmKind } from '@xuexi/domain';
import { z } from 'zod';
import { dateSchema, freeText, idSchema, listOf, timeSchema } from '../../platform/http/schemas.js';
import { publicKeySchema } from '../credit-keys.dto.js';
import { CHECKS } from './reconciliation-checks.js';

const MOST_ROOTS = 366;
const KINDS = Object.keys(ALARM_KINDS) as [AlarmKind, ...AlarmKind[]];

export const creditRootQuery = z.object({
  before: z.iso.date('日期格式不对').optional().describe('Only days before this one'),
  limit: z.coerce.number('条数不对').int('条数不对').min(1, '条数不对').max(MOST_ROOTS, `最多 ${MOST_ROOTS} 条`).default(31),
});

export const creditRootParams = z.object({ date: z.iso.date('日期格式不对') });

export const creditRootSchema = z
  .object({
    date: dateSchema,
    entries: z.int(),
    root: z.string().describe('Merkle root (RFC 6962) over the entries recorded that day, in order of id; a leaf is the hash, a space, the region path or "-"'),
    evidence: z.int(),
    evidenceRoot: z.string().describe('Merkle root over the rows of evidence recorded that day'),
    previousHash: z.string().describe('SHA-256 of the signed text of the day before; zeros for the first'),
    keyId: z.string().describe('SHA-256 of the public key in DER, hexadecimal; the key itself is among `keys`'),
    signature: z.string().describe('Ed25519 over the canonical JSON of {kind: "xuexi-credit-root/1", date, entries, root, evidence, evidenceRoot, previousHash}, hexadecimal'),
    signedAt: timeSchema,
  })
  .meta({ id: 'CreditRoot' });

const keys = z.array(publicKeySchema).describe('Every key that signs or has signed, the newest first; the same as at /api/public/keys');

export const signedCreditRootSchema = creditRootSchema.extend({ keys }).meta({ id: 'SignedCreditRoot' });

export const creditRootListSchema = listOf(creditRootSchema)
  .extend({ keyId: z.string().describe('The key that signs now'), keys })
  .meta({ id: 'CreditRootList' });

export const reconciliationSchema = z
  .object({
    date: dateSchema,
    state: z.enum(['running', 'done', 'failed']),
    persons: z.int(),
    entries: z.int(),
    differences: z.int(),
    checks: z.array(z.object({ name: z.enum(CHECKS), compared: z.int(), differences: z.int() })),
    startedAt: timeSchema,
    finishedAt: timeSchema.nullable(),
  })
  .meta({ id: 'Reconciliation' });

export const reconciliationListSchema = listOf(reconciliationSchema).meta({ id: 'ReconciliationList' });

export const alarmQuery = z.object({
  state: z.enum(['open', 'resolved'], '状态不对').default('open'),
  limit: z.coerce.number('条数不对').int('条数不对').min(1, '条数不对').max(200, '最多 200 条').default(50),
});

export const alarmSchema = z
  .object({
    id: idSchema,
    kind: z.enum(KINDS),
    name: z.string(),
    advice: z.string().describe('What to do'),
    subjectId: z.string(),
    details: z.record(z.string(), z.unknown()),
    times: z.int().describe('How often it was found while open'),
    raisedAt: timeSchema,
    lastRaisedAt: timeSchema,
    resolvedAt: timeSchema.nullable(),
    resolution: z.string().nullable(),
  })
  .meta({ id: 'Alarm' });

export const alarmListSchema = listOf(alarmSchema).extend({ open: z.int().describe('How many are open') }).meta({ id: 'AlarmList' });

export const resolveAlarmSchema = z.object({ reason: freeText({ min: 2, max: 200, missing: '请写明查到了什么、怎样处理的' }) }).meta({ id: 'ResolveAlarm' });

export type CreditRootQuery = z.infer<typeof creditRootQuery>;
export type CreditRootDto = z.infer<typeof creditRootSchema>;
export type SignedCreditRootDto = z.infer<typeof signedCreditRootSchema>;
export type CreditRootListDto = z.infer<typeof creditRootListSchema>;
export type ReconciliationDto = z.infer<typeof reconciliationSchema>;
export type AlarmQuery = z.infer<typeof alarmQuery>;
export type AlarmDto = z.infer<typeof alarmSchema>;
export type ResolveAlarmDto = z.infer<typeof resolveAlarmSchema>;
