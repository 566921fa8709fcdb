import { UNITS_PER_CREDIT, formatCredits } from '@xuexi/domain';

import type { Policy, PolicyRules } from './use-policies';

/** The rules as they are typed: figures as text, credits instead of units. */
export interface RulesForm {
  name: string;
  preset: Policy['preset'];
  lessonKind: PolicyRules['lesson']['kind'];
  classHourMinutes: string;
  tiers: { fromMinutes: string; credits: string }[];
  capped: boolean;
  dailyCap: string;
  quizCredits: string;
  quizPercent: string;
  quizAttempts: string;
  classHourCredits: string;
  presencePercent: string;
  attendanceCap: string;
  secondApprovalAbove: string;
  target: string;
}

const DEFAULT_CLASS_HOUR = '45';
const DEFAULT_CAP = '4.00';
const ONE_TIER = [{ fromMinutes: '0', credits: '1.00' }];

/** How rules are shown in the form. */
export function formOf(name: string, preset: Policy['preset'], rules: PolicyRules): RulesForm {
  const { lesson, dailyCapUnits, quiz, attendance, grant, targetCredits } = rules;
  return {
    name,
    preset,
    lessonKind: lesson.kind,
    classHourMinutes: lesson.kind === 'per_length' ? String(lesson.classHourMinutes) : DEFAULT_CLASS_HOUR,
    tiers: lesson.kind === 'tiers' ? lesson.tiers.map(({ fromSeconds, units }) => ({ fromMinutes: String(fromSeconds / 60), credits: formatCredits(units) })) : ONE_TIER,
    capped: dailyCapUnits !== null,
    dailyCap: dailyCapUnits === null ? DEFAULT_CAP : formatCredits(dailyCapUnits),
    quizCredits: formatCredits(quiz.units),
    quizPercent: String(quiz.passPercent),
    quizAttempts: String(quiz.attemptsPerDate),
    classHourCredits: formatCredits(attendance.unitsPerClassHour),
    presencePercent: String(attendance.presencePercent),
    attendanceCap: formatCredits(attendance.dailyCapUnits),
    secondApprovalAbove: formatCredits(grant.secondApprovalAboveUnits),
    target: String(targetCredits),
  };
}

/** What the form says, for the API, which refuses what is no figure. */
export function rulesOf(form: RulesForm): PolicyRules {
  return {
    lesson: lessonOf(form),
    dailyCapUnits: form.capped ? unitsOf(form.dailyCap) : null,
    quiz: { units: unitsOf(form.quizCredits), passPercent: numberOf(form.quizPercent), attemptsPerDate: numberOf(form.quizAttempts) },
    attendance: { unitsPerClassHour: unitsOf(form.classHourCredits), presencePercent: numberOf(form.presencePercent), dailyCapUnits: unitsOf(form.attendanceCap) },
    grant: { secondApprovalAboveUnits: unitsOf(form.secondApprovalAbove) },
    targetCredits: numberOf(form.target),
  };
}

function lessonOf({ lessonKind, classHourMinutes, tiers }: RulesForm): PolicyRules['lesson'] {
  switch (lessonKind) {
    case 'per_length':
      return { kind: lessonKind, classHourMinutes: numberOf(classHourMinutes) };
    case 'tiers':
      return { kind: lessonKind, tiers: tiers.map(({ fromMinutes, credits }) => ({ fromSeconds: numberOf(fromMinutes) * 60, units: unitsOf(credits) })) };
    case 'course_fixed':
      return { kind: lessonKind };
  }
}

/** An empty field is not zero. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** Hundredths of a credit are whole units; anything finer stays a fraction, which the API refuses. */
function unitsOf(credits: string): number {
  const units = numberOf(credits) * UNITS_PER_CREDIT;
  const whole = Math.round(units);
  return Math.abs(units - whole) < 1e-3 && whole % (UNITS_PER_CREDIT / 100) === 0 ? whole : units + 0.5;
}
