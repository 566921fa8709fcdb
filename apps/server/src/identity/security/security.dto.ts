import { z } from 'zod';
import { idSchema, listOf, timeSchema } from '../../platform/http/schemas.js';
import { codeSchema, givenPasswordSchema, newPasswordSchema, phoneSchema } from '../sign-in/sign-in.dto.js';

export const changePasswordSchema = z
  .object({
    password: newPasswordSchema,
    oldPassword: givenPasswordSchema.optional().describe('Or a confirmation within the last ten minutes'),
  })
  .meta({ id: 'ChangePassword' });

/** The phone is the one that the code was sent to. */
export const changePhoneSchema = z.object({ phone: phoneSchema, code: codeSchema }).meta({ id: 'ChangePhone' });

export const deviceSchema = z
  .object({
    id: idSchema,
    name: z.string().describe('Browser and system as people call them'),
    address: z.string().nullable(),
    createdAt: timeSchema,
    lastSeenAt: timeSchema,
    current: z.boolean().describe('The session that asks'),
  })
  .meta({ id: 'Device' });
export const devicesSchema = listOf(deviceSchema);

/** Shown once: the secret is never told again. */
export const totpStartSchema = z.object({ secret: z.string().describe('Base32'), uri: z.string().describe('otpauth://totp/…, for a QR code') }).meta({ id: 'TotpStart' });

export const totpConfirmationSchema = z.object({ code: codeSchema }).meta({ id: 'TotpConfirmation' });

export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) }).describe('Shown once').meta({ id: 'RecoveryCodes' });

export type ChangePasswordDto = z.infer<typeof changePasswordSchema>;
export type ChangePhoneDto = z.infer<typeof changePhoneSchema>;
export type DeviceDto = z.infer<typeof deviceSchema>;
export type TotpStartDto = z.infer<typeof totpStartSchema>;
export type TotpConfirmationDto = z.infer<typeof totpConfirmationSchema>;
export type RecoveryCodesDto = z.infer<typeof recoveryCodesSchema>;
