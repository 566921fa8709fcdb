/** Who may join a course (加入方式). */
export const ENROLMENT_RULES = ['open', 'invitation', 'organisation'] as const;
export type EnrolmentRule = (typeof ENROLMENT_RULES)[number];

export const ENROLMENT_RULE_NAMES: Record<EnrolmentRule, string> = {
  open: '所有人都可以加入',
  invitation: '凭邀请码加入',
  organisation: '指定单位的成员加入',
};
