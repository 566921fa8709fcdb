import { AUDIT_ACTIONS, type AuditAction } from '@xuexi/domain';
import { z } from 'zod';
import { dateSchema, idSchema, listOf, timeSchema } from '../platform/http/schemas.js';

const ACTIONS = Object.keys(AUDIT_ACTIONS) as [AuditAction, ...AuditAction[]];
const MOST_ROOTS = 366;

export const auditQuery = z.object({
  from: z.iso.date('开始日期格式不对').optional().describe('First day, in Asia/Shanghai'),
  to: z.iso.date('结束日期格式不对').optional().describe('Last day, in Asia/Shanghai'),
  action: z.enum(ACTIONS, '没有这种操作').optional(),
  accountId: idSchema.optional().describe('Who did it'),
  subjectId: z.string().regex(/^[!-~]{1,64}$/, '对象编号格式不对').optional().describe('On whom or on what'),
  before: z.coerce.number('页码格式不对').int('页码格式不对').min(1, '页码格式不对').max(Number.MAX_SAFE_INTEGER, '页码格式不对').optional().describe('`next` of the page before'),
  limit: z.coerce.number('每页条数不对').int('每页条数不对').min(1, '每页条数不对').max(100, '每页最多 100 条').default(50),
});

export const auditEntrySchema = z
  .object({
    sequence: z.int().describe('Place in the chain of the installation, from 1'),
    at: timeSchema,
    action: z.string(),
    actionName: z.string(),
    actor: z.object({ accountId: idSchema, displayName: z.string() }).nullable().describe('null: the platform itself'),
    subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable().describe('Of a person masked; null: not known, as before the real name is verified') }).nullable(),
    region: z.array(z.string()).nullable().describe('Names of that time from the city down; null: it concerns the whole installation'),
    address: z.string().nullable(),
    device: z.string().nullable().describe('What a person would call it; the User-Agent itself is in the chain'),
    reason: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' });

export const auditPageSchema = z
  .object({ items: z.array(auditEntrySchema), next: z.int().nullable().describe('`before` of the next, older page; null: this is the last one') })
  .meta({ id: 'AuditPage' });

export const auditRootQuery = z.object({
  before: z.iso.date('日期格式不对').optional().describe('Only days before this one'),
  limit: z.coerce.number('条数不对').int('条数不对').min(1, '条数不对').max(MOST_ROOTS, `最多 ${MOST_ROOTS} 条`).default(31),
});

export const auditRootSchema = z
  .object({
    date: dateSchema,
    firstSequence: z.int(),
    lastSequence: z.int().describe('One less than firstSequence on a day without entries'),
    root: z.string().describe('Merkle root (RFC 6962) over the hashes of the entries, hexadecimal'),
    keyId: z.string().describe('SHA-256 of the public key in DER, hexadecimal'),
    signature: z.string().describe('Ed25519 over the canonical JSON of {kind: "xuexi-audit-root/1", date, firstSequence, lastSequence, root}, hexadecimal'),
    signedAt: timeSchema,
  })
  .meta({ id: 'AuditRoot' });

export const auditRootListSchema = listOf(auditRootSchema)
  .extend({ keyId: z.string(), publicKey: z.string().describe('The key that signs now, PEM') })
  .meta({ id: 'AuditRootList' });

export type AuditQuery = z.infer<typeof auditQuery>;
export type AuditEntryDto = z.infer<typeof auditEntrySchema>;
export type AuditPageDto = z.infer<typeof auditPageSchema>;
export type AuditRootQuery = z.infer<typeof auditRootQuery>;
export type AuditRootListDto = z.infer<typeof auditRootListSchema>;
