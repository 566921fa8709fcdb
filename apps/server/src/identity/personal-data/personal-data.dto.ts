import { DOCUMENT_KINDS } from '@xuexi/domain';
import { z } from 'zod';
import { freeText } from '../../platform/http/schemas.js';

/** What has to be typed before everything is erased. */
export const ERASURE_WORDS = '确认注销';

/** What an erasure takes away and what it leaves, before it is done. */
export const erasurePreviewSchema = z
  .object({
    removed: z.array(z.object({ what: z.string(), count: z.int() })),
    kept: z.array(z.object({ what: z.string(), count: z.int(), why: z.string() })),
    roleHeld: z.boolean().describe('A role of staff is held: it has to be handed back first'),
    words: z.literal(ERASURE_WORDS).describe('What has to be typed'),
  })
  .meta({ id: 'ErasurePreview' });

export const erasureSchema = z.object({ words: z.literal(ERASURE_WORDS, `请输入“${ERASURE_WORDS}”四个字`) }).meta({ id: 'Erasure' });

export const revealSchema = z.object({ reason: freeText({ min: 5, max: 200, missing: '请写明理由，至少 5 个字' }) }).meta({ id: 'Reveal' });

/** The only answer with what is masked everywhere else. */
export const revealedSchema = z
  .object({
    name: z.string().nullable(),
    documentKind: z.enum(DOCUMENT_KINDS).nullable(),
    idNumber: z.string().nullable(),
    phones: z.array(z.string()).describe('Of all accounts of the person'),
    claim: z.object({ name: z.string(), documentKind: z.enum(DOCUMENT_KINDS), idNumber: z.string() }).nullable().describe('What waits to be checked'),
  })
  .meta({ id: 'Revealed' });

export type ErasurePreviewDto = z.infer<typeof erasurePreviewSchema>;
export type ErasureDto = z.infer<typeof erasureSchema>;
export type RevealDto = z.infer<typeof revealSchema>;
export type RevealedDto = z.infer<typeof revealedSchema>;
