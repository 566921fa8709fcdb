import { useTranslation } from 'react-i18next';

import { formatCredits } from '@xuexi/domain';

import styles from './policies.module.css';
import type { PolicyRules } from './use-policies';

/** What a policy says, in a few lines. */
export function RulesSummary({ rules }: { rules: PolicyRules }) {
  const { t } = useTranslation('policies');
  const { dailyCapUnits, quiz, attendance, grant, targetCredits } = rules;
  return (
    <dl className={styles.rules}>
      <dt>{t('rules.lesson')}</dt>
      <dd>
        <LessonRule rules={rules} />
      </dd>
      <dt>{t('rules.cap')}</dt>
      <dd>{dailyCapUnits === null ? t('rules.noCap') : t('rules.credits', { credits: formatCredits(dailyCapUnits) })}</dd>
      <dt>{t('rules.quiz')}</dt>
      <dd>{t('rules.quizSays', { credits: formatCredits(quiz.units), percent: quiz.passPercent, times: quiz.attemptsPerDate })}</dd>
      <dt>{t('rules.attendance')}</dt>
      <dd>{t('rules.attendanceSays', { credits: formatCredits(attendance.unitsPerClassHour), percent: attendance.presencePercent, cap: formatCredits(attendance.dailyCapUnits) })}</dd>
      <dt>{t('rules.grant')}</dt>
      <dd>{t('rules.grantSays', { credits: formatCredits(grant.secondApprovalAboveUnits) })}</dd>
      <dt>{t('rules.target')}</dt>
      <dd>{t('rules.targetSays', { credits: targetCredits })}</dd>
    </dl>
  );
}

function LessonRule({ rules: { lesson } }: { rules: PolicyRules }) {
  const { t } = useTranslation('policies');
  switch (lesson.kind) {
    case 'per_length':
      return t('rules.perLength', { minutes: lesson.classHourMinutes });
    case 'tiers':
      return (
        <ul className={styles.tiers}>
          {lesson.tiers.map(({ fromSeconds, units }) => (
            <li key={fromSeconds}>{t('rules.tier', { minutes: fromSeconds / 60, credits: formatCredits(units) })}</li>
          ))}
        </ul>
      );
    case 'course_fixed':
      return t('rules.courseFixed');
  }
}
