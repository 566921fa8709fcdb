import { z } from 'zod';
import { creditsSchema, dateSchema, idSchema, listOf, pageOf, pageQuery, timeSchema, unitsSchema, yearSchema } from '../../platform/http/schemas.js';
import { regionPlaceSchema } from '../../regions/regions.dto.js';

export const statementStatusSchema = z.enum(['preliminary', 'valid', 'revoked']);

export const statementSchema = z
  .object({
    id: idSchema,
    number: z.string(),
    year: z.int(),
    version: z.int().describe('0: preliminary (预结算), computed before the books close'),
    status: statementStatusSchema,
    units: unitsSchema,
    credits: creditsSchema,
    entries: z.int(),
    targetMet: z.boolean(),
    policyVersions: z.array(z.string()),
    chainHead: z.string(),
    reason: z.string().nullable().describe('Why there is another version than the first'),
    checkCode: z.string().describe('防伪码, e.g. "7Q4M-0ZK2"'),
    verifyUrl: z.string().describe('The public page that shows it'),
    signed: z.boolean().describe('Whether there are an offline file and a credential of it'),
    computedAt: timeSchema,
    revokedAt: timeSchema.nullable(),
  })
  .meta({ id: 'Statement' });

export const statementListSchema = listOf(statementSchema).meta({ id: 'StatementList' });

/** What anyone sees who holds the paper. */
export const publicStatementSchema = z
  .object({
    number: z.string(),
    status: statementStatusSchema,
    version: z.int(),
    year: z.int(),
    name: z.string().describe('Masked, e.g. 王*'),
    place: z.array(z.string()).describe('Names of that time, root first; empty: none'),
    credits: creditsSchema,
    targetCredits: z.int(),
    targetMet: z.boolean(),
    reason: z.string().nullable(),
    computedOn: dateSchema,
    revokedOn: dateSchema.nullable(),
    replacedBy: z.object({ number: z.string(), checkCode: z.string() }).nullable().describe('The version that holds instead'),
  })
  .meta({ id: 'PublicStatement' });

export const statementNumberParams = z.object({ number: z.string().min(1, '请填写编号').max(60, '编号不对') });
export const checkCodeQuery = z.object({ code: z.string({ error: '请填写防伪码' }).min(1, '请填写防伪码').max(40, '防伪码不对') });
export const revocationsQuery = z.object({ year: yearSchema });
export const statusListParams = z.object({ closingId: idSchema, block: z.coerce.number({ error: '格式不对' }).int('格式不对').min(0, '格式不对').max(100_000, '格式不对') });

export const didDocumentSchema = z
  .object({
    '@context': z.array(z.string()),
    id: z.string(),
    verificationMethod: z.array(z.object({ id: z.string(), type: z.literal('Multikey'), controller: z.string(), publicKeyMultibase: z.string() })),
    assertionMethod: z.array(z.string()),
  })
  .meta({ id: 'DidDocument' });

export type StatementDto = z.infer<typeof statementSchema>;
export type PublicStatementDto = z.infer<typeof publicStatementSchema>;

export const staffStatementsQuery = pageQuery.extend({
  year: yearSchema,
  regionId: idSchema.optional(),
  q: z.string().trim().min(1, '请填写学员号或证明编号').max(60, '请填写学员号或证明编号').optional().describe('A 学员号 or the number of a statement, in full'),
});

export const staffStatementPageSchema = pageOf(
  z
    .object({
      id: idSchema,
      personId: idSchema,
      number: z.string(),
      year: z.int(),
      version: z.int(),
      status: statementStatusSchema,
      name: z.string().describe('Masked'),
      place: z.array(z.string()).describe('Names of that time, root first'),
      credits: creditsSchema,
      targetMet: z.boolean(),
      reason: z.string().nullable(),
      computedAt: timeSchema,
    })
    .meta({ id: 'StaffStatement' }),
).meta({ id: 'StaffStatementPage' });

export const startBatchSchema = z.object({ year: yearSchema, regionId: idSchema.nullable().describe('null: the whole installation') }).meta({ id: 'StartStatementBatch' });

export const statementBatchSchema = z
  .object({
    id: idSchema,
    year: z.int(),
    region: regionPlaceSchema.nullable().describe('null: the whole installation'),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    total: z.int(),
    processed: z.int(),
    bytes: z.int().nullable(),
    downloadable: z.boolean().describe('false: not made yet, or removed after 30 days'),
    requestedBy: z.string(),
    createdAt: timeSchema,
    finishedAt: timeSchema.nullable(),
  })
  .meta({ id: 'StatementBatch' });

export const statementBatchListSchema = listOf(statementBatchSchema).meta({ id: 'StatementBatchList' });

export type StaffStatementsQueryDto = z.infer<typeof staffStatementsQuery>;
export type StaffStatementPageDto = z.infer<typeof staffStatementPageSchema>;
export type StartBatchDto = z.infer<typeof startBatchSchema>;
export type StatementBatchDto = z.infer<typeof statementBatchSchema>;
