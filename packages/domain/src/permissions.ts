/**
 * The table of permissions: who may do what. The server's guards, both sites and the documentation read it from here.
 * A permission says what may be done; on which rows, the grant's region or the ownership says.
 */

export const ROLES = ['learner', 'instructor', 'reviewer', 'clerk', 'region_admin', 'platform_admin'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Record<Role, string> = {
  learner: '学员',
  instructor: '教师',
  reviewer: '审核员',
  clerk: '窗口工作人员',
  region_admin: '区域管理员',
  platform_admin: '平台管理员',
};

/** Every permission with what it allows, in Chinese. */
export const PERMISSIONS = {
  'account.read_own': '查看自己的账号',
  'account.verify_own': '为自己办理实名认证',
  'account.secure_own': '管理自己的密码、动态验证码和登录设备',
  'personal_data.own': '查看、下载和删除自己的个人信息，给出和撤回同意',
  'learning.watch': '学习课程并上报进度',
  'learning.read_own': '查看自己的学习进度',
  'credits.read_own': '查看自己的学分',
  'statements.read_own': '查看自己的年度学分证明',
  'credits.appeal_own': '对自己的学分更正提出申诉',
  'quizzes.take': '参加课程测验',
  'points.own': '积累积分，查看排行榜，参加学习共同体',
  'course.write': '新建和修改自己的课程',
  'course.submit': '提交自己的课程送审',
  'media.upload': '上传视频、音频和文档',
  'media.read_own': '查看自己上传内容的处理进度',
  'media.retry': '取消或重新处理自己上传的内容',
  'media.caption': '为自己的视频添加和修改字幕',
  'quizzes.write': '维护自己课程的题库和测验',
  'quizzes.mark': '批改自己课程的简答题',
  'course.review': '审核课程',
  'course.withdraw': '下架所辖区域的课程、隐藏课程评论，并可恢复',
  'media.preview': '预览课程的视频、文档和字幕',
  'media.take_down': '下架所辖区域的视频和文档，并可恢复',
  'reports.read': '查看所辖区域的注册人数和学分合计',
  'learners.read': '查看所辖区域的学员名单',
  'real_name.review': '核对所辖区域的实名申请',
  'person.reveal': '查看所辖区域学员的完整证件信息，每次写明理由并留痕',
  'desk.register': '在窗口登记居民',
  'desk.recover': '在窗口帮居民恢复账号',
  'desk.change_phone': '在窗口变更居民的手机号',
  'desk.change_state': '登记居民去世、迁出或变更社区',
  'desk.merge': '合并同一个人的重复登记',
  'residents.import': '批量导入居民和单位名册',
  'regions.write': '维护所辖区域的下级区域',
  'organisations.write': '维护所辖区域的单位',
  'roles.read': '查看所辖区域的角色授权',
  'roles.grant': '授予和收回所辖区域的角色',
  'audit.read': '查看所辖区域的操作记录',
  'credits.read': '查看所辖区域学员的学分明细',
  'credits.correct': '为所辖区域的学员申请认定和更正学分，登记线下课出勤',
  'credits.approve': '复核所辖区域的学分认定和更正，答复申诉',
  'statements.read': '查看和批量导出所辖区域的年度学分证明',
  'policy.read': '查看学分规则和试算结果',
  'policy.write': '起草和试算学分规则',
  'policy.adopt': '启用学分规则',
  'ledger.audit': '查看学分账本的核对结果，处理警报',
  'transfers.manage': '登记可以转入学分的平台',
  'closing.read': '查看年度结算的进度和结果',
  'closing.run': '启动年度结算',
  'storage.check': '核对存储里的文件，并修复',
} as const satisfies Record<string, string>;
export type Permission = keyof typeof PERMISSIONS;

/** What everyone signed in may do; every role has it. */
const LEARNER: readonly Permission[] = [
  'account.read_own',
  'account.verify_own',
  'account.secure_own',
  'personal_data.own',
  'learning.watch',
  'learning.read_own',
  'credits.read_own',
  'statements.read_own',
  'credits.appeal_own',
  'quizzes.take',
  'points.own',
];
const CLERK: readonly Permission[] = [
  ...LEARNER,
  'learners.read',
  'real_name.review',
  'desk.register',
  'desk.recover',
  'desk.change_phone',
  'desk.change_state',
];
const REGION_ADMIN: readonly Permission[] = [
  ...CLERK,
  'reports.read',
  'person.reveal',
  'desk.merge',
  'residents.import',
  'regions.write',
  'organisations.write',
  'roles.read',
  'roles.grant',
  'audit.read',
  'media.preview',
  'media.take_down',
  'course.withdraw',
  'credits.read',
  'credits.correct',
  'credits.approve',
  'statements.read',
  'policy.read',
];

const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  learner: LEARNER,
  instructor: [...LEARNER, 'course.write', 'course.submit', 'media.upload', 'media.read_own', 'media.retry', 'media.caption', 'media.preview', 'quizzes.write', 'quizzes.mark'],
  reviewer: [...LEARNER, 'course.review', 'course.withdraw', 'media.preview', 'media.take_down'],
  clerk: CLERK,
  region_admin: REGION_ADMIN,
  platform_admin: [...REGION_ADMIN, 'closing.read', 'closing.run', 'policy.write', 'policy.adopt', 'ledger.audit', 'transfers.manage', 'storage.check'],
};

/** What a role may do. */
export function permissionsOf(role: Role): readonly Permission[] {
  return ROLE_PERMISSIONS[role];
}

/** Whether a role may do something. */
export function roleCan(role: Role, permission: Permission): boolean {
  return ROLE_PERMISSIONS[role].includes(permission);
}

/** The roles that a holder of `role` may grant within their region. Only platform admins make platform admins. */
export function rolesGrantableBy(role: Role): readonly Role[] {
  if (!roleCan(role, 'roles.grant')) return [];
  if (role === 'platform_admin') return ROLES.filter((granted) => granted !== 'learner');
  return ROLES.filter((granted) => granted !== 'learner' && granted !== 'platform_admin');
}

/** A role held over a region and everything under it; '' is the whole installation. */
export interface HeldRole {
  role: Role;
  regionPath: string;
}

/**
 * Whether a holder may grant `role`, or end it. Role and region count from one and the same grant; what reaches the
 * whole installation only platform admins of the whole installation give.
 *
 * @param regionPath where the role is to hold; '' for the whole installation
 */
export function mayGrantRole(held: readonly HeldRole[], role: Role, regionPath: string): boolean {
  return held.some(
    (grant) => rolesGrantableBy(grant.role).includes(role) && regionPath.startsWith(grant.regionPath) && (regionPath !== '' || grant.role === 'platform_admin'),
  );
}

/** Whether a role always holds over the whole installation, never over one region. */
export function isInstallationWide(role: Role): boolean {
  return role === 'platform_admin';
}

/** Roles that answer for other people: outside the demo they hold only in a session with a second factor. */
export function needsSecondFactor(role: Role): boolean {
  return role !== 'learner' && role !== 'instructor';
}
