/**
 * The audit log: what is recorded, and the hash chain that shows any edit, deletion, swap or truncation
 * (reliability.md, requirement 5 and row 23).
 */
import { type JsonValue, hashJson } from './ledger.js';

/** Every recorded act with its name on the pages. */
export const AUDIT_ACTIONS = {
  'account.register': '注册账号',
  'session.begin': '登录',
  'session.refused': '登录被拒绝',
  'session.revoke': '退出设备',
  'account.change_password': '修改密码',
  'account.change_phone': '变更手机号',
  'account.totp_on': '开启动态验证码',
  'account.totp_off': '关闭动态验证码',
  'account.recovery_code_used': '使用恢复码',
  'real_name.submit': '提交实名申请',
  'real_name.verify': '通过实名',
  'real_name.reject': '退回实名申请',
  'real_name.withdraw': '撤回实名申请',
  'person.reveal': '查看完整证件信息',
  'consent.give': '同意个人信息处理',
  'consent.withdraw': '撤回同意',
  'guardian_consent.record': '登记监护人同意',
  'guardian_consent.withdraw': '撤回监护人同意',
  'personal_data.download': '下载个人信息',
  'personal_data.erase': '注销并删除个人信息',
  'desk.register': '窗口登记居民',
  'desk.register_refused': '窗口登记遇到外区域的证件',
  'desk.recover': '窗口恢复账号',
  'desk.change_phone': '窗口变更手机号',
  'desk.merge': '合并重复登记',
  'desk.change_state': '登记去世或迁出',
  'desk.change_region': '变更所在社区',
  'region.create': '新建区域',
  'region.rename': '区域更名',
  'region.recode': '区域更换代码',
  'region.move': '区域调整隶属',
  'region.merge': '区域合并',
  'region.split': '区域拆分',
  'region.close': '撤销区域',
  'organisation.create': '新建单位',
  'organisation.change': '修改单位',
  'organisation.close': '停用单位',
  'membership.change': '变更所属单位',
  'role.grant': '授予角色',
  'role.revoke': '收回角色',
  'import.upload': '上传导入文件',
  'import.check': '核对导入文件',
  'import.apply': '执行导入',
  'import.finish': '完成导入',
  'import.cancel': '取消导入',
  'keys.rotate': '更换主密钥',
  'media.delete': '删除没有发布的文件',
  'media.take_down': '下架视频或文档',
  'media.restore': '恢复下架的视频或文档',
  'captions.change': '修改字幕',
  'storage.repair': '修复存储',
  'course.withdraw': '下架课程',
  'course.restore': '恢复下架的课程',
  'rating.hide': '隐藏课程评论',
  'rating.show': '恢复课程评论',
  'quiz.mark': '批改简答题',
  'credit.request': '申请认定或更正学分',
  'credit.approve': '同意认定或更正学分',
  'credit.reject': '退回认定或更正学分',
  'credit.withdraw_request': '撤回认定或更正学分的申请',
  'credit.attendance': '登记线下课出勤',
  'credit.transfer': '转入其他平台的学分',
  'appeal.answer': '答复申诉',
  'issuer.register': '登记可以转入学分的平台',
  'issuer.end': '停用可以转入学分的平台',
  'policy.adopt': '启用学分规则',
  'closing.start': '启动年度结算',
  'statements.export': '批量导出年度学分证明',
  'alarm.resolve': '处理学分警报',
  'group.close': '解散学习共同体',
} as const satisfies Record<string, string>;
export type AuditAction = keyof typeof AUDIT_ACTIONS;

export type AuditDetails = { readonly [key: string]: JsonValue };

/** An entry before it joins the chain. Times are milliseconds since the epoch. */
export interface AuditContent {
  sequence: number;
  id: string;
  at: number;
  accountId: string | null;
  action: string;
  subjectKind: string | null;
  subjectId: string | null;
  regionPath: string | null;
  address: string | null;
  device: string | null;
  reason: string | null;
  details: AuditDetails;
}

/** The hash of an entry: SHA-256 over its canonical JSON and the hash of the entry before. */
export function auditHash(content: AuditContent, previousHash: string): string {
  return hashJson({
    sequence: content.sequence,
    id: content.id,
    at: content.at,
    accountId: content.accountId,
    action: content.action,
    subjectKind: content.subjectKind,
    subjectId: content.subjectId,
    regionPath: content.regionPath,
    address: content.address,
    device: content.device,
    reason: content.reason,
    details: content.details,
    previousHash,
  });
}
