import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { newGuardianConsentSchema } from './consents/consents.dto.js';
import { mergeSchema, organisationChangeSchema, phoneChangeSchema, recoverySchema, regionChangeSchema, stateChangeSchema } from './desk/desk.dto.js';
import { revealSchema } from './personal-data/personal-data.dto.js';
import { rejectionSchema } from './real-name/real-name.dto.js';
import { newRoleGrantSchema } from './roles/roles.dto.js';
import { registerSchema } from './sign-in/sign-in.dto.js';

/** What people may write in their own words, and what stands in plain text then. */
const FIELDS: [string, string, z.ZodType][] = [
  ['Register', 'displayName', registerSchema],
  ['DeskRecovery', 'reason', recoverySchema],
  ['DeskPhoneChange', 'reason', phoneChangeSchema],
  ['DeskStateChange', 'reason', stateChangeSchema],
  ['DeskRegionChange', 'reason', regionChangeSchema],
  ['DeskOrganisationChange', 'reason', organisationChangeSchema],
  ['DeskMerge', 'reason', mergeSchema],
  ['NewRoleGrant', 'reason', newRoleGrantSchema],
  ['Reveal', 'reason', revealSchema],
  ['RealNameRejection', 'note', rejectionSchema],
  ['NewGuardianConsent', 'documentNote', newGuardianConsentSchema],
];

const messagesFor = (schema: z.ZodType, field: string, text: string) => schema.safeParse({ [field]: text }).error?.issues.filter(({ path }) => path[0] === field).map(({ message }) => message) ?? [];

describe('free texts', () => {
  test.each(FIELDS)('of %s hold no phone and no ID number in %s', (_, field, schema) => {
    expect(messagesFor(schema, field, '电话 138 0000 0000')).toEqual(['不要写手机号或证件号码']);
    expect(messagesFor(schema, field, '证件11010119900307001X')).toEqual(['不要写手机号或证件号码']);
    expect(messagesFor(schema, field, '本人到窗口办理')).toEqual([]);
  });
});
