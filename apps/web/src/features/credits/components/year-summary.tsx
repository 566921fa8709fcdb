import { Card, Notice, YearPlate, formatDateTime, formatNeededDuration } from '@xuexi/ui';

import { Rich } from '../../../components/rich';
import { creditsOf } from '../../../lib/credits';

import type { MyCredits } from '../api/get-my-credits';
import { useStrings } from '../use-strings';
import { currentMonthOf, isPast, monthsOf } from '../year-months';

import styles from './year-summary.module.css';

/** A year: plate, totals by kind, how much is missing. */
export function YearSummary({ year }: { year: MyCredits }) {
  const t = useStrings();
  const figures: [string, string][] = [
    ...year.kinds.filter(({ units }) => units !== 0).map(({ kind, units }): [string, string] => [t(`kind.${kind}`), t('kindCredits', { credits: creditsOf(units) })]),
    [t('lessonsLabel'), t('lessonsValue', { count: year.lessonsCompleted })],
    [t('daysLabel'), t('daysValue', { count: year.learningDays })],
  ];
  return (
    <Card as="section" className={styles.summary}>
      <div className={styles.plate}>
        <YearPlate
          months={monthsOf(year)}
          total={year.credits}
          target={year.targetCredits}
          met={year.targetMet}
          currentMonth={currentMonthOf(year)}
          label={t('plate', { year: year.year, credits: year.credits, target: year.targetCredits })}
        />
      </div>
      <div className={styles.text}>
        <dl>
          {figures.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Notice tone={year.targetMet ? 'done' : 'info'}>
          <Rich text={useStanding(year)} />
        </Notice>
        {!isPast(year) && <p className={styles.asOf}>{t('asOf', { time: formatDateTime(year.asOf) })}</p>}
      </div>
    </Card>
  );
}

function useStanding(year: MyCredits): string {
  const t = useStrings();
  if (year.targetMet) return t('met', { target: year.targetCredits });
  const missing = { target: year.targetCredits, credits: year.missingCredits, duration: formatNeededDuration(year.missingSeconds) };
  return isPast(year) ? t('missingPast', missing) : t('missing', missing);
}
