import { PERMISSIONS, type Permission, ROLES } from '@xuexi/domain';
import { z } from 'zod';
import { idSchema, timeSchema } from '../platform/http/schemas.js';
import { organisationBriefSchema } from '../organisations/organisations.dto.js';
import { regionPlaceSchema } from '../regions/regions.dto.js';
import { documentKindSchema, myClaimSchema } from './real-name/real-name.dto.js';

export const myRegionSchema = z.object({ regionId: idSchema.describe('Where they live now: a region without others under it') }).meta({ id: 'MyRegion' });
export const myOrganisationSchema = z.object({ organisationId: idSchema.nullable().describe('null: none') }).meta({ id: 'MyOrganisation' });

export const verificationSchema = z.enum(['unverified', 'pending', 'verified', 'rejected']);

export const meSchema = z
  .object({
    accountId: idSchema,
    displayName: z.string(),
    phoneMasked: z.string().nullable(),
    loginNumber: z.string().nullable().describe('学员号'),
    hasPassword: z.boolean(),
    passwordTemporary: z.boolean().describe('Given out at a desk: until it is changed, everything else answers password_change_needed'),
    secondFactor: z
      .object({
        on: z.boolean(),
        needed: z.boolean().describe('A role is held that counts only in a session with a second factor'),
        given: z.boolean().describe('In this session'),
        recoveryCodesLeft: z.int(),
      })
      .describe('While `on` and not `given`, everything but this route and the second factor answers second_factor_needed'),
    roles: z.array(z.object({ role: z.enum(ROLES), region: regionPlaceSchema.nullable().describe('null: the whole installation') })),
    permissions: z.array(z.enum(Object.keys(PERMISSIONS) as Permission[])),
    person: z.object({
      id: idSchema,
      verification: verificationSchema,
      verifiedAt: timeSchema.nullable(),
      nameMasked: z.string().nullable().describe('Of the verified document'),
      idNumberMasked: z.string().nullable(),
      documentKind: documentKindSchema.nullable(),
      age: z.int().nullable().describe('Today, from the ID number'),
      sex: z.enum(['male', 'female']).nullable(),
      birthYear: z.int().nullable(),
      claim: myClaimSchema.nullable().describe('While pending or rejected: what was submitted'),
      region: regionPlaceSchema.nullable(),
      organisation: organisationBriefSchema.nullable(),
    }),
  })
  .meta({ id: 'Me' });

export type MeDto = z.infer<typeof meSchema>;
export type Verification = z.infer<typeof verificationSchema>;
