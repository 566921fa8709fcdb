import { z } from 'zod';
import { idSchema, listOf, pageOf, pageQuery, timeSchema } from '../platform/http/schemas.js';
import { IMPORT_KINDS } from './import-kind.js';

const kindSchema = z.enum(IMPORT_KINDS, '请选择要导入的内容');

export const IMPORT_STATES = ['uploaded', 'checking', 'checked', 'applying', 'done', 'failed', 'cancelled'] as const;

export const newImportQuery = z.object({
  kind: kindSchema,
  regionId: idSchema.optional().describe('Nothing outside this region is touched; absent: the whole installation'),
  organisationId: idSchema.optional().describe('For a roster: the organisation'),
  fileName: z.string().trim().min(1, '请选择文件').max(255, '文件名太长，请改短一些'),
  consented: z.stringbool('请确认已取得本人同意').default(false).describe('Residents: their written consent was taken'),
});

export const kindParams = z.object({ kind: kindSchema });
export const importsQuery = pageQuery;
export const faultsQuery = pageQuery;

export const importSchema = z
  .object({
    id: idSchema,
    kind: kindSchema,
    state: z.enum(IMPORT_STATES).describe('uploaded → checking (the dry run) → checked → applying → done; failed and cancelled from everywhere before'),
    fileName: z.string(),
    fileBytes: z.int(),
    region: z.object({ id: idSchema, names: z.array(z.string()).describe('City first, itself last') }).nullable().describe('null: the whole installation'),
    organisation: z.object({ id: idSchema, name: z.string() }).nullable(),
    failure: z.string().nullable().describe('Why it failed, in Chinese'),
    totalRows: z.int(),
    processedRows: z.int().describe('Rows of the pass at work that are done'),
    createdRows: z.int(),
    changedRows: z.int(),
    unchangedRows: z.int(),
    faultyRows: z.int(),
    startedBy: z.string(),
    createdAt: timeSchema,
    finishedAt: timeSchema.nullable(),
  })
  .meta({ id: 'Import' });

export const importPageSchema = pageOf(importSchema).meta({ id: 'ImportPage' });

export const importFaultSchema = z
  .object({
    line: z.int().describe('As a spreadsheet counts it'),
    cell: z.string().describe('Such as C17; empty: the row as a whole'),
    column: z.string(),
    message: z.string().describe('What is wrong and what to do, in Chinese; no value of the table'),
  })
  .meta({ id: 'ImportFault' });

export const importFaultPageSchema = pageOf(importFaultSchema).meta({ id: 'ImportFaultPage' });

/** A kind of import with the columns that its table has. */
export const importKindListSchema = listOf(
  z
    .object({ kind: kindSchema, columns: z.array(z.object({ heading: z.string(), required: z.boolean(), note: z.string() })) })
    .meta({ id: 'ImportKind' }),
).meta({ id: 'ImportKindList' });

export type NewImportDto = z.infer<typeof newImportQuery>;
export type ImportDto = z.infer<typeof importSchema>;
export type ImportPageDto = z.infer<typeof importPageSchema>;
export type ImportFaultPageDto = z.infer<typeof importFaultPageSchema>;
export type ImportKindListDto = z.infer<typeof importKindListSchema>;
