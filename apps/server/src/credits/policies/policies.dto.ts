import { PRESET_NAMES } from '@xuexi/domain';
import { policyRulesSchema } from '@xuexi/domain/replay';
import { z } from 'zod';
import { creditsSchema, dateSchema, freeText, idSchema, listOf, timeSchema, unitsSchema, yearSchema } from '../../platform/http/schemas.js';

const rules = policyRulesSchema.meta({ id: 'PolicyRules' });

export const policySchema = z
  .object({
    id: idSchema.nullable().describe('null: the default preset, in force before the first adopted policy'),
    name: z.string(),
    version: z.string().nullable().describe('The name that entries carry; null for a draft'),
    preset: z.enum(PRESET_NAMES),
    rules,
    state: z.enum(['draft', 'coming', 'in_force', 'past']),
    fromDate: dateSchema.nullable(),
    note: z.string().nullable(),
    createdBy: z.string().nullable(),
    createdAt: timeSchema.nullable(),
    adoptedBy: z.string().nullable(),
    adoptedAt: timeSchema.nullable(),
  })
  .meta({ id: 'CreditPolicy' });

export const policyListSchema = z
  .object({
    items: z.array(policySchema).describe('Drafts, then what comes, is and was in force'),
    presets: z.array(z.object({ preset: z.enum(PRESET_NAMES), rules })),
    earliestFrom: dateSchema.describe('The first date from which a draft may be adopted now'),
  })
  .meta({ id: 'CreditPolicyList' });

export const savePolicySchema = z
  .object({ name: freeText({ min: 1, max: 60, missing: '请填写名称' }), preset: z.enum(PRESET_NAMES), rules: policyRulesSchema })
  .meta({ id: 'SaveCreditPolicy' });

export const adoptPolicySchema = z
  .object({ fromDate: dateSchema, note: freeText({ min: 2, max: 500, missing: '请写明启用的依据' }) })
  .meta({ id: 'AdoptCreditPolicy' });

/** A scenario is checked by the domain, which names the fault by its path. */
export const scenarioSchema = z.record(z.string(), z.unknown()).describe('scenario-format.md; its policy is replaced by the one tried').meta({ id: 'Scenario' });

export const scenarioResultSchema = z
  .object({
    completions: z.array(z.object({ person: z.string(), lesson: z.string(), at: z.string(), date: dateSchema, credited: z.boolean() })),
    entries: z.array(z.object({ key: z.string(), kind: z.string(), units: unitsSchema, credits: creditsSchema, date: dateSchema, year: z.int(), policy: z.string(), provisional: z.boolean() })),
    totals: z.array(z.object({ person: z.string(), year: z.int(), units: unitsSchema, credits: creditsSchema, targetMet: z.boolean(), unitsBefore: unitsSchema.nullable().describe('Under the policy in force; null: no entry') })),
    refused: z.array(z.object({ at: z.string(), type: z.string(), why: z.string(), seconds: z.int().nullable() })),
  })
  .meta({ id: 'ScenarioResult' });

export const startTrialSchema = z.object({ year: yearSchema }).meta({ id: 'StartPolicyTrial' });

const triedSchema = z.object({
  regionId: idSchema.nullable().describe('Null: persons in no region; of the total: everyone'),
  parentId: idSchema.nullable().describe('The region above it; null: none'),
  name: z.string().describe('Empty where regionId is null'),
  persons: z.int().describe('人 with any entry of the year'),
  gaining: z.int(),
  losing: z.int(),
  unitsBefore: unitsSchema,
  unitsAfter: unitsSchema,
  targetMetBefore: z.int(),
  targetMetAfter: z.int(),
});

/** What a trial of a policy on a year's evidence found. */
const trialResultSchema = z.object({ total: triedSchema, regions: z.array(triedSchema) });

export const policyTrialSchema = z
  .object({
    id: idSchema,
    policyId: idSchema,
    year: z.int(),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    total: z.int(),
    processed: z.int(),
    result: trialResultSchema.nullable(),
    startedBy: z.string(),
    createdAt: timeSchema,
    finishedAt: timeSchema.nullable(),
  })
  .meta({ id: 'PolicyTrial' });

export const policyTrialListSchema = listOf(policyTrialSchema).meta({ id: 'PolicyTrialList' });

export const triedPersonsQuery = z.object({
  change: z.enum(['gaining', 'losing']),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});

export const triedPersonsSchema = z
  .object({
    items: z.array(z.object({ personId: idSchema, name: z.string().describe('Masked'), unitsBefore: unitsSchema, creditsBefore: creditsSchema, unitsAfter: unitsSchema, creditsAfter: creditsSchema })),
    total: z.int(),
    page: z.int(),
    pageSize: z.int(),
  })
  .meta({ id: 'TriedPersons' });

export type PolicyDto = z.infer<typeof policySchema>;
export type PolicyListDto = z.infer<typeof policyListSchema>;
export type SavePolicyDto = z.infer<typeof savePolicySchema>;
export type AdoptPolicyDto = z.infer<typeof adoptPolicySchema>;
export type ScenarioDto = z.infer<typeof scenarioSchema>;
export type ScenarioResultDto = z.infer<typeof scenarioResultSchema>;
export type StartTrialDto = z.infer<typeof startTrialSchema>;
/** Sums of a tried policy for one region and everything under it. */
export type TriedRegion = z.infer<typeof triedSchema>;
export type PolicyTrialResult = z.infer<typeof trialResultSchema>;
export type PolicyTrialDto = z.infer<typeof policyTrialSchema>;
export type TriedPersonsQuery = z.infer<typeof triedPersonsQuery>;
export type TriedPersonsDto = z.infer<typeof triedPersonsSchema>;
