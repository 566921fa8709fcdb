/** The shape of a scenario (scenario-format.md): everything that can be checked without running it. */
import { z } from 'zod';
import { PRESET_NAMES, type PolicyTimeline, resolvePolicy } from '../policy.js';
import { ScenarioFault, jsonPath } from './fault.js';
import { policyRulesSchema } from './policy-rules.js';

const MAX_ID_LENGTH = 200;

const Id = z.string().min(1).max(MAX_ID_LENGTH);
/** Four-digit years only, in Shanghai too, so that dates compare as texts. */
const Instant = z.iso
  .datetime({ error: 'expected a UTC time such as 2026-12-31T15:52:00.000Z' })
  .refine((text) => text >= '1000' && text < '9999', 'expected a year from 1000 to 9998');
const ShanghaiDay = z.iso.date({ error: 'expected a date such as 2026-12-31' });
const Units = z.int().nonnegative();
const Hundredths = z.number().positive().multipleOf(0.01);

const OverridesSchema = policyRulesSchema.extend({ version: Id }).partial();

const Preset = z.enum(PRESET_NAMES);
const ChangedPreset = z.strictObject({ preset: Preset, overrides: OverridesSchema.optional() });

const PolicySchema = z.union([
  Preset,
  ChangedPreset,
  z.array(z.strictObject({ from: ShanghaiDay, policy: z.union([Preset, ChangedPreset]) })).min(1),
]);

const PersonSchema = z.strictObject({
  id: Id,
  verifiedAt: Instant.nullable().default(null),
  openingUnits: z.record(z.string().regex(/^[1-9]\d{3}$/, 'expected a year'), Units).default({}),
});

const CourseSchema = z.strictObject({
  id: Id,
  lessons: z.array(z.strictObject({ id: Id, seconds: z.int().positive() })),
  quiz: z.boolean().default(false),
  fixedUnits: Units.nullable().default(null),
});

/** Everything an event of a type carries, beside its time. */
function event<Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) {
  return z.strictObject({ at: Instant, type: z.literal(type), ...shape });
}

const EventSchema = z.discriminatedUnion('type', [
  event('open', { person: Id, session: Id, lesson: Id }),
  event('report', {
    session: Id,
    seq: z.int().nonnegative(),
    ranges: z.array(z.tuple([z.int().nonnegative(), z.int().positive()])),
    rate: z.number().positive(),
  }),
  event('presenceAsked', { session: Id }),
  event('presenceAnswered', { session: Id }),
  event('verify', { person: Id }),
  event('quiz', { person: Id, course: Id, score: z.number().min(0).max(1) }),
  event('attend', {
    person: Id,
    activity: Id,
    classHours: Hundredths,
    scheduledMinutes: z.number().positive(),
    presentMinutes: z.number().nonnegative(),
    signedOut: z.boolean(),
  }),
  event('grant', {
    person: Id,
    id: Id,
    units: z.int().positive(),
    date: ShanghaiDay,
    reason: z.string().min(1),
    /** Who approved: their number, or their names. */
    approvals: z.union([z.int().nonnegative(), z.array(Id)]).default(0),
  }),
  event('transfer', { person: Id, issuer: Id, id: Id, units: z.int().positive(), date: ShanghaiDay }),
  event('reverse', { key: z.string().min(1), reason: z.string().min(1) }),
  event('close', { year: z.int().min(1000).max(9998) }),
]);

const ScenarioSchema = z.strictObject({
  policy: PolicySchema,
  people: z.array(PersonSchema),
  courses: z.array(CourseSchema),
  events: z.array(EventSchema),
});

/** A scenario as it is written: what has a default may be left out. */
export type ScenarioInput = z.input<typeof ScenarioSchema>;
export type Scenario = z.output<typeof ScenarioSchema>;
export type ScenarioEvent = Scenario['events'][number];
export type EventType = ScenarioEvent['type'];
export type EventOf<Type extends EventType> = Extract<ScenarioEvent, { type: Type }>;

/**
 * Checks the shape of a scenario and the order of its events.
 *
 * @throws ScenarioFault naming the first fault
 */
export function parseScenario(input: unknown): Scenario {
  const parsed = ScenarioSchema.safeParse(input);
  if (!parsed.success) throw faultOfIssue(parsed.error.issues[0]!, []);
  const outOfOrder = parsed.data.events.findIndex((current, i, all) => i > 0 && Date.parse(current.at) < Date.parse(all[i - 1]!.at));
  if (outOfOrder >= 0) throw new ScenarioFault(`$.events[${outOfOrder}].at`, 'earlier than the event before it');
  return parsed.data;
}

/**
 * The periods of a scenario's policy; a single policy holds on every date.
 *
 * @throws ScenarioFault when a policy contradicts itself or the periods are not in ascending order
 */
export function timelineOf(policy: Scenario['policy']): PolicyTimeline {
  if (!Array.isArray(policy)) return [{ from: '', policy: resolveAt(policy, '$.policy') }];
  return policy.map((period, i) => {
    const before = policy[i - 1];
    if (before !== undefined && before.from >= period.from) {
      throw new ScenarioFault(`$.policy[${i}].from`, 'not after the period before it');
    }
    return { from: period.from, policy: resolveAt(period.policy, `$.policy[${i}].policy`) };
  });
}

function resolveAt(spec: Parameters<typeof resolvePolicy>[0], path: string) {
  try {
    return resolvePolicy(spec);
  } catch (error) {
    if (error instanceof RangeError) throw new ScenarioFault(path, error.message);
    throw error;
  }
}

/** The fault of the branch of a union that got furthest, else of the issue itself. */
function faultOfIssue(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): ScenarioFault {
  const keys = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return new ScenarioFault(jsonPath([...keys, issue.keys[0]!]), 'unknown field');
  }
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors
      .map((branch) => branch[0])
      .filter((inner) => inner !== undefined)
      .sort((a, b) => depthOf(b) - depthOf(a))[0];
    if (deepest !== undefined && depthOf(deepest) > 0) return faultOfIssue(deepest, keys);
  }
  return new ScenarioFault(jsonPath(keys), issue.message);
}

function depthOf(issue: z.core.$ZodIssue): number {
  return issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0);
}
