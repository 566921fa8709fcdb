import { type EntryKind, type Policy, UNITS_PER_CREDIT, formatCredits } from '@xuexi/domain';
import { attendedHundredths } from './evidence.js';

/** How an entry's units were reckoned, in figures that a learner can follow on paper. */
export function calculation({ kind, units, evidence }: { kind: EntryKind; units: number; evidence: unknown }, durationSeconds: number | null, policy: Policy): string {
  const shown = units < 0 ? `减去 ${formatCredits(-units)} 学分` : `${formatCredits(units)} 学分`;
  if (durationSeconds !== null && policy.lesson.kind === 'per_length') return byLength(units, durationSeconds, policy.lesson.classHourMinutes);
  const hundredths = attendedHundredths(kind, evidence);
  return hundredths === null ? shown : byClassHours(units, hundredths, policy);
}

function byLength(units: number, durationSeconds: number, classHourMinutes: number): string {
  const thousandths = Math.floor((units * 1000) / UNITS_PER_CREDIT);
  const exact = (thousandths / 1000).toFixed(3);
  const shown = thousandths % 10 === 0 ? `${formatCredits(units)} 学分` : `${exact} 学分，显示 ${formatCredits(units)}（合计时不先舍去）`;
  return `${durationSeconds} 秒，按每 ${classHourMinutes} 分钟 1 学分折算：${shown}`;
}

/** Says so where the daily cap left less than the class hours are worth. */
function byClassHours(units: number, hundredths: number, { attendance }: Policy): string {
  const product = `${hundredths / 100} 学时 × ${formatCredits(attendance.unitsPerClassHour)} 学分`;
  return units * 100 === hundredths * attendance.unitsPerClassHour ? product : `${product}，每天最多 ${formatCredits(attendance.dailyCapUnits)} 学分，记 ${formatCredits(units)} 学分`;
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
