/** What somebody is alarmed of, with what it is and what to do. */
export const ALARM_KINDS = {
  contradicting_entry: { name: '同一笔学分出现了两种内容', advice: '后来的一笔没有入账。请核对它的来源，再决定是否更正。' },
  broken_chain: { name: '学分链接不上', advice: '账本可能被改动。请保留现场，用库外留存的签名核对，再从备份恢复。' },
  merge_astray: { name: '合并登记的去向不对', advice: '登记可能被改动。请保留现场，用备份核对这个人的合并记录。' },
  entry_differs: { name: '学分和学习记录对不上', advice: '请查看这个人的重算结果，需要时由两人办理更正。' },
  evidence_unposted: { name: '学完了却没有入账', advice: '请查看重算结果；确认后由两人办理认定。' },
  balance_differs: { name: '显示的合计和账本对不上', advice: '请重新生成合计；再次出现时联系维护人员。' },
  statement_differs: { name: '年度证明和账本对不上', advice: '请重新运行这一年的结算，并查看差异。' },
  root_differs: { name: '每日签名和账本对不上', advice: '账本可能被改动。请保留现场，用库外留存的签名核对。' },
} as const satisfies Record<string, { name: string; advice: string }>;
export type AlarmKind = keyof typeof ALARM_KINDS;
