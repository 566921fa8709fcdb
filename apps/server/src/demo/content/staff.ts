import type { Role } from '@xuexi/domain';
import { regionCode } from './regions.js';

/** One password for every demo account. */
export const DEMO_PASSWORD = 'xuexi2026';

/** Someone with a login. Names and numbers are made up; no mobile number in use begins with 154. */
export interface StaffContent {
  key: string;
  /** How they are addressed on the pages. */
  displayName: string;
  realName: string;
  phone: string;
  /** The community they live in. */
  community: string;
  birthDate: string;
  sex: 'female' | 'male';
  role: Exclude<Role, 'learner'>;
  /** The region of the role; null for the whole installation. */
  roleRegion: string | null;
}

/** Instructors by the name under which courses refer to them. */
export type TeacherKey = 'yu' | 'cheng' | 'fang' | 'jiang' | 'li' | 'zhou' | 'wang' | 'shen' | 'wu';

const XINCUN_STREET = regionCode('珠山区', '新村街道');
const XINCUN = regionCode('珠山区', '新村街道', '新村社区');

function teacher(key: TeacherKey, displayName: string, realName: string, sex: 'female' | 'male', birthDate: string, phone: string, community: string): StaffContent & { key: TeacherKey } {
  return { key, displayName, realName, sex, birthDate, phone, community, role: 'instructor', roleRegion: community };
}

export const TEACHERS: readonly (StaffContent & { key: TeacherKey })[] = [
  teacher('yu', '余师傅', '余景生', 'male', '1963-04-12', '15400000003', XINCUN),
  teacher('cheng', '程老师', '程玉兰', 'female', '1985-09-03', '15400000004', regionCode('昌江区', '西郊街道', '花园社区')),
  teacher('fang', '方律师', '方明理', 'male', '1979-06-20', '15400000011', regionCode('珠山区', '太白园街道', '莲社社区')),
  teacher('jiang', '江教练', '江一舟', 'male', '1971-11-08', '15400000012', regionCode('珠山区', '石狮埠街道', '金鱼山社区')),
  teacher('li', '李医生', '李润芝', 'female', '1976-02-17', '15400000013', regionCode('珠山区', '新村街道', '朝阳社区')),
  teacher('zhou', '周老师', '周巧云', 'female', '1960-05-25', '15400000014', regionCode('乐平市', '洎阳街道', '东街社区')),
  teacher('wang', '汪师傅', '汪茶生', 'male', '1968-03-30', '15400000015', regionCode('浮梁县', '瑶里镇', '汪湖村')),
  teacher('shen', '沈老师', '沈星河', 'male', '1958-12-01', '15400000016', regionCode('乐平市', '塔山街道', '塔山社区')),
  teacher('wu', '吴站长', '吴爱民', 'female', '1973-07-15', '15400000017', regionCode('珠山区', '周路口街道', '胜利社区')),
];

export const REVIEWER: StaffContent = {
  key: 'reviewer',
  displayName: '徐老师',
  realName: '徐正言',
  sex: 'female',
  birthDate: '1981-10-10',
  phone: '15400000005',
  community: regionCode('珠山区', '里村街道', '里村社区'),
  role: 'reviewer',
  roleRegion: null,
};

export const DISTRICT_ADMIN: StaffContent = {
  key: 'district-admin',
  displayName: '邓主任',
  realName: '邓广平',
  sex: 'male',
  birthDate: '1975-01-22',
  phone: '15400000006',
  community: regionCode('珠山区', '太白园街道', '曙光社区'),
  role: 'region_admin',
  roleRegion: regionCode('珠山区'),
};

export const STREET_ADMIN: StaffContent = {
  key: 'street-admin',
  displayName: '洪站长',
  realName: '洪秋月',
  sex: 'female',
  birthDate: '1984-08-09',
  phone: '15400000007',
  community: regionCode('珠山区', '新村街道', '瓷源社区'),
  role: 'region_admin',
  roleRegion: XINCUN_STREET,
};

export const CLERK: StaffContent = {
  key: 'clerk',
  displayName: '小廖',
  realName: '廖晓芸',
  sex: 'female',
  birthDate: '1995-03-18',
  phone: '15400000009',
  community: regionCode('珠山区', '新村街道', '瓷源社区'),
  role: 'clerk',
  roleRegion: XINCUN_STREET,
};

export const PLATFORM_ADMIN: StaffContent = {
  key: 'platform-admin',
  displayName: '平台管理员',
  realName: '章知远',
  sex: 'male',
  birthDate: '1988-05-04',
  phone: '15400000008',
  community: regionCode('珠山区', '新村街道', '梨树园社区'),
  role: 'platform_admin',
  roleRegion: null,
};

export const STAFF: readonly StaffContent[] = [...TEACHERS, REVIEWER, DISTRICT_ADMIN, STREET_ADMIN, CLERK, PLATFORM_ADMIN];

/** The learner whose site is worth looking at: verified, half-way through the year and through a lesson. */
export const WANG_XIUYING = {
  key: 'wang-xiuying',
  displayName: '王秀英',
  realName: '王秀英',
  sex: 'female',
  birthDate: '1958-09-16',
  phone: '15400000001',
  community: XINCUN,
} as const;

/** A learner who registered a moment ago: no real name, no course yet. */
export const NEWCOMER = { key: 'newcomer', displayName: '小满', phone: '15400000002', community: regionCode('珠山区', '新村街道', '朝阳社区') } as const;
