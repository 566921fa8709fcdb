import { z } from 'zod';
import { importFaultSchema } from '../imports/imports.dto.js';

export const questionImportQuery = z.object({ apply: z.stringbool().default(false).describe('False: the dry run, which changes nothing') });

/** What a table does, or would do, to a bank. */
export const questionImportSchema = z
  .object({
    applied: z.boolean(),
    rows: z.int(),
    created: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    faulty: z.int().describe('Rows with something wrong; as long as there is one, nothing is imported'),
    faults: z.array(importFaultSchema).describe('At most 200'),
  })
  .meta({ id: 'QuestionImport' });

export type QuestionImportDto = z.infer<typeof questionImportSchema>;
