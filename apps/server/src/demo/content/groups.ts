import { regionCode } from './regions.js';

/** The learning groups of the demo, each founded by the first of so many learners of its street. */
export const GROUPS = [
  { key: 'reading', name: '新村晨读小组', about: '每周三上午在社区学习中心一起读书，读完说一说。', street: regionCode('珠山区', '新村街道'), members: 12 },
  { key: 'phones', name: '智能手机互助组', about: '互相教手机，慢慢来，不着急。', street: regionCode('珠山区', '新村街道'), members: 7 },
] as const;
