/**
 * The table of permissions: who may do what. The server's guards, both sites and the documentation read it from here.
 * A permission says what may be done; on which rows, the grant's region or the ownership says.
 */

export const ROLES = ['learner', 'instructor', 'reviewer', 'region_admin', 'platform_admin'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Record<Role, string> = {
  learner: '学员',
  instructor: '教师',
  reviewer: '审核员',
  region_admin: '区域管理员',
  platform_admin: '平台管理员',
};

/** Every permission with what it allows, in Chinese. */
export const PERMISSIONS = {
  'account.read_own': '查看自己的账号',
  'account.verify_own': '为自己办理实名认证',
  'learning.watch': '学习课程并上报进度',
  'learning.read_own': '查看自己的学习进度',
  'credits.read_own': '查看自己的学分',
  'statements.read_own': '查看自己的年度学分证明',
  'course.write': '新建和修改自己的课程',
  'course.submit': '提交自己的课程送审',
  'media.upload': '上传视频',
  'media.read_own': '查看自己视频的转码进度',
  'media.retry': '重新转码自己的视频',
  'course.review': '审核课程',
  'media.preview': '预览还没有发布的视频',
  'reports.read': '查看所辖区域的注册人数和学分合计',
  'learners.read': '查看所辖区域的学员名单',
  'closing.read': '查看年度结算的进度和结果',
  'closing.run': '启动年度结算',
} as const satisfies Record<string, string>;
export type Permission = keyof typeof PERMISSIONS;

/** What everyone signed in may do; every role has it. */
const LEARNER: readonly Permission[] = [
  'account.read_own',
  'account.verify_own',
  'learning.watch',
  'learning.read_own',
  'credits.read_own',
  'statements.read_own',
];
const REGION_ADMIN: readonly Permission[] = [...LEARNER, 'reports.read', 'learners.read'];

const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  learner: LEARNER,
  instructor: [...LEARNER, 'course.write', 'course.submit', 'media.upload', 'media.read_own', 'media.retry', 'media.preview'],
  reviewer: [...LEARNER, 'course.review', 'media.preview'],
  region_admin: REGION_ADMIN,
  platform_admin: [...REGION_ADMIN, 'closing.read', 'closing.run'],
};

/** What a role may do. */
export function permissionsOf(role: Role): readonly Permission[] {
  return ROLE_PERMISSIONS[role];
}

/** Whether a role may do something. */
export function roleCan(role: Role, permission: Permission): boolean {
  return ROLE_PERMISSIONS[role].includes(permission);
}
