import { creditYear } from '@xuexi/domain';
import { Card, ProgressBar, Tag, formatCalendarDateIn, formatCount } from '@xuexi/ui';

import { Facts } from '../../../components/facts';
import { Section } from '../../../components/section';

import type { Points } from '../api/points';
import { useStrings } from '../use-strings';

import styles from './points.module.css';

/** How many points, which rank, and what is missing to the next. */
export function PointsSummary({ points }: { points: Points }) {
  const t = useStrings();
  const { total, rank, streak, signedInToday, ranks } = points;
  const from = ranks.findLast((one) => one.from <= total)?.from ?? 0;
  return (
    <Card as="section" className={styles.summary} aria-label={t('points.title')}>
      <p className={styles.total}>
        <strong>{formatCount(total)}</strong> {t('points.unit')}
        <Tag tone="cobalt">{rank.name}</Tag>
      </p>
      {rank.next ? (
        <>
          <ProgressBar value={(total - from) / (total - from + rank.next.missing)} label={t('points.next', { name: rank.next.name, missing: rank.next.missing })} />
          <p>{t('points.next', { name: rank.next.name, missing: rank.next.missing })}</p>
        </>
      ) : (
        <p>{t('points.highest')}</p>
      )}
      <p>{t(signedInToday ? 'points.streak' : 'points.streakOpen', { streak })}</p>
    </Card>
  );
}

/** What earns points, and from how many on which rank is held. */
export function PointRules({ points: { rules, ranks } }: { points: Points }) {
  const t = useStrings();
  const plus = (points: number) => t('points.plus', { points });
  return (
    <>
      <Section title={t('rules.title')} lead={t('rules.lead')}>
        <Facts
          facts={[
            [t('kind.registration'), plus(rules.registration)],
            [t('kind.sign_in'), t('rules.signIn', { points: rules.signIn, days: rules.streak.days, bonus: rules.streak.points })],
            [t('kind.comment'), t('rules.comment', { points: rules.comment })],
            [t('kind.share'), t('rules.share', { points: rules.share.points, perDay: rules.share.perDay })],
          ]}
        />
      </Section>
      <Section title={t('ranks.title')} lead={t('ranks.lead')}>
        <Facts facts={ranks.map(({ name, from }) => [name, t('ranks.from', { from })] as const)} />
      </Section>
    </>
  );
}

/** The points of the last days. */
export function PointEntries({ points: { entries } }: { points: Points }) {
  const t = useStrings();
  return (
    <Section title={t('entries.title')} lead={entries.length === 0 ? t('entries.none') : undefined}>
      {entries.length > 0 && (
        <ul className={styles.entries}>
          {entries.map(({ kind, date, points }, i) => (
            <li key={`${kind} ${date} ${i}`}>
              <span>{t(`kind.${kind}`)}</span>
              <span className={styles.date}>{formatCalendarDateIn(creditYear(Date.now()), date)}</span>
              <strong>{t('points.plus', { points })}</strong>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
