import { Card, Loading, ProblemNotice, Skeleton, SkeletonText, TextLink, YearPlate, beijingHour, formatNeededDuration } from '@xuexi/ui';
import { Link } from 'react-router';

import { Rich } from '../../../components/rich';
import { worthOf } from '../../../lib/credits';
import { type Me, needsRealName } from '../../../lib/session';

import { useMyCredits } from '../api/get-my-credits';
import { useStrings } from '../use-strings';
import { currentMonthOf, monthsOf } from '../year-months';

import styles from './year-card.module.css';

/** The year at a glance: greeting, plate, how much is missing, what the real name is for. */
export function YearCard({ me }: { me: Me }) {
  const t = useStrings();
  const credits = useMyCredits();
  const year = credits.data;
  if (credits.isLoadingError) return <ProblemNotice error={credits.error} onRetry={() => void credits.refetch()} />;
  if (year === undefined) {
    return (
      <Card>
        <Loading className={styles.year}>
          <Skeleton round className={styles.plateToCome} />
          <SkeletonText lines={3} />
        </Loading>
      </Card>
    );
  }
  return (
    <Card as="section" className={styles.year}>
      <div className={styles.plate}>
        <YearPlate months={monthsOf(year)} total={year.credits} target={year.targetCredits} met={year.targetMet} currentMonth={currentMonthOf(year)} />
      </div>
      <div className={styles.text}>
        <h1>{t(`greeting.${partOfDay(new Date())}`, { name: me.displayName })}</h1>
        <p>
          <Rich text={year.targetMet ? t('metHome', { credits: year.credits }) : t('toGo', { credits: year.credits, duration: formatNeededDuration(year.missingSeconds) })} />
        </p>
        {year.yearEnd && <p>{t('yearEndHome', { days: year.yearEnd.daysLeft, credits: year.missingCredits, minutes: Math.ceil(year.missingSeconds / 60) })}</p>}
        {year.provisionalUnits > 0 && (
          <p>
            <Rich text={t('provisionalHome', { worth: worthOf(year.provisionalUnits) })} />
          </p>
        )}
        {needsRealName(me) && (
          <p>
            {t('verifyHome')}
            <TextLink as={Link} to="/me/real-name">
              {t('verifyHomeLink')}
            </TextLink>
          </p>
        )}
        <TextLink as={Link} to="/credits">
          {t('seeAll')}
        </TextLink>
      </div>
    </Card>
  );
}

/** How one greets at an hour in Beijing. */
function partOfDay(now: Date): 'morning' | 'noon' | 'afternoon' | 'evening' | 'night' {
  const hour = beijingHour(now);
  if (hour < 5) return 'night';
  if (hour < 11) return 'morning';
  if (hour < 13) return 'noon';
  return hour < 18 ? 'afternoon' : 'evening';
}
