/**
 * The consents that are asked for: what is collected for which purpose, how long it is kept, who sees it (PIPL 17, 29).
 * A change of meaning is a new version, and is asked for again.
 */

export const CONSENT_PURPOSES = ['account', 'real_name'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** A consent as it is read before it is given. */
export interface ConsentText {
  purpose: ConsentPurpose;
  version: string;
  title: string;
  /** What it is for. */
  why: string;
  /** What is collected. */
  collected: readonly string[];
  /** How long it is kept. */
  kept: string;
  /** Who sees it. */
  seenBy: string;
  /** What happens without it, and when it is withdrawn. */
  withdrawal: string;
}

export const CONSENT_TEXTS: Record<ConsentPurpose, ConsentText> = {
  account: {
    purpose: 'account',
    version: '2026-11',
    title: '账号和学习记录',
    why: '用来登录、记住学到哪里、计算学分。',
    collected: ['手机号', '怎么称呼', '所在的社区或村', '看过的课程和时间', '登录用的设备和网络地址'],
    kept: '账号在用的时候一直保存。注销以后，个人信息立即删除；学分账本和年度证明去掉姓名后保留。',
    seenBy: '本人能看全部。所在区域的管理员能看打码后的姓名、学分和学习情况。',
    withdrawal: '没有这些信息就不能使用账号。不再使用时，可以在“我的信息”里注销。',
  },
  real_name: {
    purpose: 'real_name',
    version: '2026-11',
    title: '实名信息',
    why: '用来核对是不是本人，一个人只记一份学分，年度学分证明才有效。',
    collected: ['证件上的姓名', '证件号码', '由号码得出的年龄、性别和出生年份'],
    kept: '加密保存。撤回同意或者注销账号时立即删除。核对没有通过的，处理完就删除。',
    seenBy: '平时只显示打码后的姓名和号码。所在区域有权限的工作人员要写明理由才能看完整信息，每次都留记录。开通了联网核验的地方，姓名和号码会加密送到核验机构比对。',
    withdrawal: '不同意也能学习，学分先记为暂记。撤回以后，姓名和证件号码会删除，账号回到未实名；还没结算的年度，学分回到暂记；已经出具的年度证明不变。以后可以再次实名。',
  },
};

/** Who may agree for a person under 14. */
export const GUARDIAN_RELATIONS = { mother: '母亲', father: '父亲', grandparent: '祖父母或外祖父母', other: '其他监护人' } as const;
export type GuardianRelation = keyof typeof GUARDIAN_RELATIONS;
