/** Who may join a course (加入方式). */
export const ENROLMENT_RULES = ['open', 'invitation', 'organisation'] as const;
export type EnrolmentRule = (typeof ENROLMENT_RULES)[number];

export const ENROLMENT_RULE_NAMES: Record<EnrolmentRule, string> = {
  open: '所有人都可以加入',
  invitation: '凭邀请码加入',
  organisation: '指定单位的成员加入',
};

/** Digits and capital letters without those that are taken for each other: 0 and O, 1, I and L. */
export const INVITATION_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const INVITATION_LENGTH = 8;

/**
 * An invitation code as it is stored, from whatever was typed: in any case and width, with blanks and dashes.
 *
 * @returns null for what can be no code
 */
export function invitationCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}_]/gu, '')
    .toUpperCase();
  return code.length === INVITATION_LENGTH && [...code].every((letter) => INVITATION_ALPHABET.includes(letter)) ? code : null;
}

/** 'ABCD-2345': in halves, to be read out. */
export function formatInvitationCode(code: string): string {
  return `${code.slice(0, INVITATION_LENGTH / 2)}-${code.slice(INVITATION_LENGTH / 2)}`;
}
