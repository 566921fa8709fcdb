import { UNITS_PER_CREDIT } from '@xuexi/domain';
import { z } from 'zod';
import { publicKeysById } from '../../platform/crypto/signing-key.js';
import { creditsSchema, dateSchema, freeText, idSchema, listOf, pageOf, pageQuery, timeSchema, unitsSchema } from '../../platform/http/schemas.js';
import { MAX_CREDITS } from './corrections.dto.js';

/** What a document of another platform names itself, so that no other signature of its key can be passed off as one. */
const DOCUMENT_KIND = 'xuexi-transfer/1';
const FIRST_DATE = '2000-01-01';
const PEM = /^-----BEGIN PUBLIC KEY-----\s[\sA-Za-z0-9+/=]+-----END PUBLIC KEY-----$/;

const issuerId = z.string('请填写平台编号').regex(/^[a-z0-9-]{2,40}$/, '平台编号用小写字母、数字和短横线，2 到 40 个');

/** What is signed is verified as it was sent: nothing is trimmed. */
const title = z
  .string('请填写学习内容的名称')
  .refine((text) => text === text.trim() && text.isWellFormed(), '名称前后不要有空格')
  .pipe(freeText({ min: 2, max: 60, missing: '请填写学习内容的名称，至少 2 个字' }));

const documentSchema = z.strictObject(
  {
    kind: z.literal(DOCUMENT_KIND, `文件类型应是 ${DOCUMENT_KIND}`),
    issuer: issuerId,
    id: z.string('请填写编号').regex(/^[A-Za-z0-9-]{1,60}$/, '编号用字母、数字和短横线，最多 60 个').describe('Of this transfer at its issuer'),
    to: z
      .string('请填写学员号')
      .regex(/^[1-9]\d{7}$/, '学员号是 8 位数字')
      .describe('学员号 of the learner'),
    units: z
      .int('学分单位要是整数')
      .min(1, '学分要大于 0')
      .max(MAX_CREDITS * UNITS_PER_CREDIT, `最多 ${MAX_CREDITS} 学分`)
      .describe('1 学分 = 108 000'),
    date: z.iso
      .date('请填写日期，例如 2026-05-09')
      .refine((date) => date >= FIRST_DATE, '日期不能早于 2000 年')
      .describe('That the entry bears; not in the future'),
    title,
  },
  '文件里只能有规定的各项',
);

export const transferSchema = z
  .strictObject(
    {
      document: documentSchema,
      signature: z
        .string('缺少签名')
        .regex(/^[0-9a-f]{128}$/, '签名是 128 位十六进制数字')
        .describe('Ed25519 over the canonical JSON of the document, lower-case hexadecimal'),
    },
    '文件里只能有 document 和 signature',
  )
  .meta({ id: 'SignedTransfer' });

export const transferredSchema = z
  .object({ entryId: idSchema, issuer: z.string(), id: z.string(), units: unitsSchema, credits: creditsSchema, date: dateSchema, title: z.string(), repeated: z.boolean().describe('It was taken over before; nothing was added') })
  .meta({ id: 'Transferred' });

export const transfersQuery = pageQuery.extend({ personId: idSchema.optional() });

export const transferPageSchema = pageOf(
  z
    .object({
      entryId: idSchema,
      issuer: z.string(),
      issuerName: z.string(),
      id: z.string().describe('Of this transfer at its issuer'),
      personId: idSchema,
      name: z.string().describe('Masked'),
      units: unitsSchema,
      credits: creditsSchema,
      date: dateSchema,
      title: z.string(),
      recordedBy: z.string(),
      recordedAt: timeSchema,
    })
    .meta({ id: 'CreditTransfer' }),
).meta({ id: 'CreditTransferPage' });

export const registerIssuerSchema = z
  .object({
    id: issuerId,
    name: freeText({ min: 2, max: 60, missing: '请填写平台名称，至少 2 个字' }),
    publicKey: z.string('请粘贴公钥').trim().max(200, '请粘贴 Ed25519 公钥（PEM）').refine(isPublicKey, '请粘贴 Ed25519 公钥（PEM）').describe('Ed25519, PEM (SPKI)'),
  })
  .meta({ id: 'RegisterTransferIssuer' });

export const issuerSchema = z.object({ id: z.string(), name: z.string(), publicKey: z.string(), createdAt: timeSchema, endedAt: timeSchema.nullable() }).meta({ id: 'TransferIssuer' });
export const issuerListSchema = listOf(issuerSchema).meta({ id: 'TransferIssuerList' });
export const issuerParams = z.object({ id: issuerId });

/** A private key would be taken for its public half, and kept. */
function isPublicKey(pem: string): boolean {
  if (!PEM.test(pem)) return false;
  try {
    return publicKeysById([pem]).size === 1;
  } catch {
    return false;
  }
}

export type TransferDto = z.infer<typeof transferSchema>;
export type TransfersQuery = z.infer<typeof transfersQuery>;
export type TransferPageDto = z.infer<typeof transferPageSchema>;
export type TransferredDto = z.infer<typeof transferredSchema>;
export type RegisterIssuerDto = z.infer<typeof registerIssuerSchema>;
export type IssuerDto = z.infer<typeof issuerSchema>;
