import { type PasswordFault, normalizePhone, parseLogin, passwordFault } from '@xuexi/domain';
import { z } from 'zod';
import { freeText, idSchema, timeSchema } from '../../platform/http/schemas.js';
import { meSchema } from '../identity.dto.js';

const PASSWORD_FAULTS: Record<PasswordFault, string> = { too_short: '密码至少 8 位', too_long: '密码最多 64 位' };

export const phoneSchema = z
  .string()
  .max(40, '请填写 11 位手机号')
  .transform((raw, context) => {
    const phone = normalizePhone(raw);
    if (phone === null) context.addIssue({ code: 'custom', message: '请填写 11 位手机号' });
    return phone ?? z.NEVER;
  });

const login = z
  .string()
  .max(40, '请填写 11 位手机号，或学员号')
  .transform((raw, context) => {
    const login = parseLogin(raw);
    if (login === null) context.addIssue({ code: 'custom', message: '请填写 11 位手机号，或学员号' });
    return login ?? z.NEVER;
  })
  .describe('A phone number or a 学员号');

/** A password that is being set; a listed one is refused later, with the same field. */
export const newPasswordSchema = z
  .string()
  .max(1024, PASSWORD_FAULTS.too_long)
  .superRefine((password, context) => {
    const fault = passwordFault(password);
    if (fault) context.addIssue({ code: 'custom', message: PASSWORD_FAULTS[fault] });
  })
  .describe('8 to 64 characters; passwords that everyone tries first are refused');

/** A password that is only compared. */
export const givenPasswordSchema = z.string().min(1, '请填写密码').max(1024, '密码最多 64 位');

export const codeSchema = z
  .string()
  .max(20, '请填写 6 位数字')
  .transform((raw) => raw.normalize('NFKC').replace(/\s/gu, ''))
  .refine((code) => /^\d{6}$/.test(code), '请填写 6 位数字')
  .describe('6 digits');

export const recoveryCodeSchema = z
  .string()
  .max(40, '请填写恢复码')
  .transform((raw) => raw.normalize('NFKC').replace(/[\s-]/gu, '').toLowerCase())
  .refine((code) => /^[a-z2-7]{10}$/.test(code), '恢复码是 10 个字母和数字')
  .describe('One of the ten codes that were shown when the second factor was turned on');

const proof = z.string().min(1, '请等安全检查完成').max(4000, '安全检查的结果不对，请刷新页面').describe('The solved challenge of GET /api/human-check');

/** The first half of the answer is what a browser solves; it holds no secret. */
export const humanCheckSchema = z
  .object({
    challenge: z.object({
      parameters: z.object({
        algorithm: z.string(),
        cost: z.int(),
        data: z.object({ expires: z.int() }),
        keyLength: z.int(),
        keyPrefix: z.string(),
        keySignature: z.string(),
        nonce: z.string(),
        salt: z.string(),
      }),
      signature: z.string(),
    }),
    expiresAt: timeSchema,
  })
  .meta({ id: 'HumanCheck' });

export const SMS_PURPOSES = ['sign_in', 'register', 'change_phone', 'confirm'] as const;

export const requestSmsCodeSchema = z
  .object({
    phone: phoneSchema.optional().describe('Left out for `confirm`: that code goes to the phone of the account'),
    purpose: z.enum(SMS_PURPOSES, '这一项的格式不对'),
    humanCheck: proof,
  })
  .meta({ id: 'RequestSmsCode' });

export const smsCodeSentSchema = z
  .object({ expiresInSeconds: z.int(), resendAfterSeconds: z.int() })
  .describe('The same whether or not a message went out')
  .meta({ id: 'SmsCodeSent' });

export const signInOptionsSchema = z
  .object({
    sms: z.enum(['available', 'unavailable']),
    smsCodesPage: z.string().nullable().describe('In the demo: the page that shows the codes instead of a phone'),
  })
  .meta({ id: 'SignInOptions' });

export const loginSchema = z.object({ login, password: givenPasswordSchema, humanCheck: proof.optional().describe('Once human_check_needed was answered') }).meta({ id: 'Login' });

export const smsLoginSchema = z.object({ phone: phoneSchema, code: codeSchema }).meta({ id: 'SmsLogin' });

export const registerSchema = z
  .object({
    phone: phoneSchema,
    code: codeSchema,
    password: newPasswordSchema.optional().describe('Without one the account signs in by SMS code'),
    displayName: freeText({ min: 1, max: 30, missing: '请填写称呼' }),
    regionId: idSchema.describe('Where they live: a region without others under it'),
    humanCheck: proof,
  })
  .meta({ id: 'Register' });

export const registeredSchema = meSchema.extend({ existing: z.boolean().describe('The phone had an account already: this is it, signed in') }).meta({ id: 'Registered' });

export const secondFactorSchema = z
  .object({ code: codeSchema.optional(), recoveryCode: recoveryCodeSchema.optional() })
  .refine((given) => countGiven(given) === 1, '请填写动态验证码，或一个恢复码')
  .meta({ id: 'SecondFactor' });

export const confirmationSchema = z
  .object({ password: givenPasswordSchema.optional(), smsCode: codeSchema.optional(), totpCode: codeSchema.optional() })
  .refine((given) => countGiven(given) === 1, '请填写密码，或一个验证码')
  .meta({ id: 'Confirmation' });

export const confirmedSchema = z.object({ confirmedUntil: timeSchema }).meta({ id: 'Confirmed' });

/** Codes that the development provider keeps instead of sending them. */
export const keptSmsCodesSchema = z.object({ items: z.array(z.object({ phone: z.string(), purpose: z.enum(SMS_PURPOSES), code: z.string(), sentAt: timeSchema })) }).meta({ id: 'KeptSmsCodes' });

export type HumanCheckDto = z.infer<typeof humanCheckSchema>;
export type LoginDto = z.infer<typeof loginSchema>;
export type SmsLoginDto = z.infer<typeof smsLoginSchema>;
export type RegisterDto = z.infer<typeof registerSchema>;
export type RequestSmsCodeDto = z.infer<typeof requestSmsCodeSchema>;
export type SmsCodeSentDto = z.infer<typeof smsCodeSentSchema>;
export type SmsPurpose = (typeof SMS_PURPOSES)[number];
export type SecondFactorDto = z.infer<typeof secondFactorSchema>;
export type ConfirmationDto = z.infer<typeof confirmationSchema>;
export type RegisteredDto = z.infer<typeof registeredSchema>;
export type SignInOptionsDto = z.infer<typeof signInOptionsSchema>;

function countGiven(fields: Record<string, unknown>): number {
  return Object.values(fields).filter((value) => value !== undefined).length;
}
