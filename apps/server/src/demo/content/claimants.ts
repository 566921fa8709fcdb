import type { RejectionReason } from '@xuexi/domain';
import { regionCode } from './regions.js';
import { WANG_XIUYING } from './staff.js';

/** Someone who registered lately and said who they are; staff are to look at it. Names and numbers are made up. */
export interface ClaimantContent {
  key: string;
  displayName: string;
  realName: string;
  sex: 'female' | 'male';
  birthDate: string;
  phone: string;
  community: string;
  submittedHoursAgo: number;
  /** Why it was sent back; null while it waits. */
  rejection: { reason: RejectionReason; note: string } | null;
}

const XINCUN = regionCode('珠山区', '新村街道', '新村社区');

function waiting(key: string, displayName: string, realName: string, sex: 'female' | 'male', birthDate: string, phone: string, community: string, submittedHoursAgo: number): ClaimantContent {
  return { key, displayName, realName, sex, birthDate, phone, community, submittedHoursAgo, rejection: null };
}

/** She has forgotten that she has an account, and registered with the phone of her daughter: the same document is known already. */
export const WANG_AGAIN: ClaimantContent = waiting('wang-again', '秀英', WANG_XIUYING.realName, WANG_XIUYING.sex, WANG_XIUYING.birthDate, '15400000021', XINCUN, 30);

/** In the order in which they submitted, the last one first. */
export const CLAIMANTS: readonly ClaimantContent[] = [
  waiting('claimant-1', '青花', '洪青莲', 'female', '1964-05-18', '15400000022', XINCUN, 2),
  waiting('claimant-2', '老胡', '胡长庚', 'male', '1952-02-09', '15400000023', XINCUN, 7),
  waiting('claimant-3', '小曹', '曹子安', 'male', '1999-12-24', '15400000024', regionCode('珠山区', '新村街道', '朝阳社区'), 21),
  WANG_AGAIN,
  waiting('claimant-4', '陶然', '万秋萍', 'female', '1971-08-30', '15400000025', regionCode('珠山区', '石狮埠街道', '金鱼山社区'), 45),
  {
    ...waiting('claimant-5', '一叶轻舟', '段一舟', 'male', '1983-03-03', '15400000026', XINCUN, 52),
    rejection: { reason: 'mismatch', note: '出生日期看着差一天，请对着身份证再填一次' },
  },
];
