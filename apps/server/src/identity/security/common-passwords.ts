import { dictionary } from '@zxcvbn-ts/language-common';
import { normalizePassword, normalizePhone } from '@xuexi/domain';

/** What lists made elsewhere leave out: love and luck in numbers and pinyin, as Chinese leaks show them. */
const CHINESE_FAVOURITES = [
  'woaini', 'woaini1314', 'woaini520', 'woaini521', 'woaini123', 'woaiwojia', 'woaini5201314', 'woaizhongguo', 'wodemima', 'mima1234', 'mima123456', 'wangyut2', 'aini1314', 'aini5201314', 'iloveyou520',
  '5201314', '52013145', '5201314520', '1314520', '13145200', '131452000', '5211314', '52113140', '7758521', '77585210', '7758258', '77582580', '1314521', '147258369', '147852369', '159357456',
  '88888888', '66668888', '88886666', '16888888', '11112222', '12341234', '123123123', '12344321', '123654789', '789456123', '1q2w3e4r', '1qaz2wsx', 'qq123456', 'qq123456789', 'zxcvbnm123', 'asd123456', 'abc12345', 'xuexi123', 'xuexi123456', 'nihao123', 'nihao123456', 'zhongguo', 'wozhongguo',
];

const BIRTH_DATE = /^(?:19|20)\d{2}[-/.]?(?:0[1-9]|1[0-2])[-/.]?(?:0[1-9]|[12]\d|3[01])$/;
const ONE_CHARACTER = /^(.)\1+$/u;

const common = new Set([...dictionary['passwords-common'], ...CHINESE_FAVOURITES].map((password) => String(password).toLowerCase()));

/**
 * Whether a password is among those that everyone tries first: lists of leaks, one character again and again, a
 * birthday, a phone number, or what the account itself is called.
 * @param own phone and 学员号 of the account
 */
export function isCommonPassword(password: string, own: readonly string[]): boolean {
  const tried = normalizePassword(password).toLowerCase();
  return common.has(tried) || ONE_CHARACTER.test(tried) || BIRTH_DATE.test(tried) || normalizePhone(tried) !== null || own.some((known) => tried.includes(known));
}
