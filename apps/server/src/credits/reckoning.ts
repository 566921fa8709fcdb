import { type EntryKind, type Policy, UNITS_PER_CREDIT, formatCredits, lessonValue } from '@xuexi/domain';

/** How an entry's units were reckoned, as a learner can follow it on paper. */
export function calculation({ units }: { units: number }, durationSeconds: number | null, policy: Policy): string {
  const shown = formatCredits(units);
  if (durationSeconds === null || policy.lesson.kind !== 'per_length') return `${units} ÷ ${UNITS_PER_CREDIT} = ${shown} 学分`;
  const perSecond = lessonValue(policy, 1);
  const exact = (Math.floor((units / UNITS_PER_CREDIT) * 1000) / 1000).toFixed(3);
  return `${durationSeconds} 秒 × ${perSecond} ÷ ${UNITS_PER_CREDIT} = ${exact} → ${shown}（合计时不先舍去）`;
}

/** What a policy says of a kind of learning. */
export function ruleOf(kind: EntryKind, policy: Policy): string {
  switch (kind) {
    case 'lesson':
      return `${lessonRule(policy)}，看满九成时记一次`;
    case 'course':
      return '学完要求的课时，通过要求的测验，记课程申报的学分';
    case 'quiz':
      return `第一次达到 ${policy.quiz.passPercent}% 时记 ${formatCredits(policy.quiz.units)} 学分，每门课程一次`;
    case 'attend':
      return `每学时 ${formatCredits(policy.attendance.unitsPerClassHour)} 学分，要签到签退，在场 ${policy.attendance.presencePercent}% 以上，每天最多 ${formatCredits(policy.attendance.dailyCapUnits)} 学分`;
    case 'grant':
      return `由管理员凭材料认定；超过 ${formatCredits(policy.grant.secondApprovalAboveUnits)} 学分由两人办理`;
    case 'transfer':
      return '由别的学习平台签名转入';
    case 'reversal':
      return '更正不改动原来的记录，只在后面记一笔相反的数，归入原来那一笔的年份';
  }
}

function lessonRule({ lesson }: Policy): string {
  switch (lesson.kind) {
    case 'per_length':
      return `每 ${lesson.classHourMinutes} 分钟 1 学分，按课的长度折算`;
    case 'tiers':
      return `按课的长度分档：${lesson.tiers.map(({ fromSeconds, units }) => `${fromSeconds / 60} 分钟以上 ${formatCredits(units)}`).join('，')}`;
    case 'course_fixed':
      return '单课不计学分，学完整门课程再计';
  }
}
