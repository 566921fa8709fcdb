import { Card, EmptyState, Tag, formatCount, formatDateTime } from '@xuexi/ui';
import type { Api } from '@xuexi/api-client';

import { useStrings } from '../use-strings';

import styles from './ranking.module.css';

/** A ranking: the first ones, the own place, how many 人 and as of when. */
export function RankingTable({ ranking }: { ranking: Api['Ranking'] }) {
  const t = useStrings();
  const { board, asOf, persons, rows, own, optedOut, year } = ranking;
  if (board === null) return <EmptyState title={t('ranking.notIn')}>{t('ranking.notInText')}</EmptyState>;
  if (asOf === null) return <EmptyState title={t('ranking.soon')}>{t('ranking.soonText')}</EmptyState>;
  const when = t('ranking.asOf', { time: formatDateTime(asOf) });
  if (persons === null) {
    return (
      <EmptyState title={t('ranking.few')}>
        {t('ranking.fewText')} {when}
      </EmptyState>
    );
  }
  return (
    <Card as="section" className={styles.ranking} aria-label={board.name}>
      <h2>{board.name}</h2>
      <p className={styles.facts}>
        {t('ranking.facts', { year, persons: formatCount(persons) })} {when}
      </p>
      <p>{own ? t('ranking.own', own) : t(optedOut ? 'ranking.hidden' : 'ranking.nothingYet')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('ranking.place')}</th>
            <th scope="col">{t('ranking.name')}</th>
            <th scope="col">{t('ranking.credits')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i} className={row.own ? styles.own : undefined}>
              <td>{row.place}</td>
              <td>
                {row.name} {row.own && <Tag tone="cobalt">{t('ranking.me')}</Tag>}
              </td>
              <td>{row.credits}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {persons > rows.length && <p className={styles.facts}>{t('ranking.first', { count: rows.length })}</p>}
    </Card>
  );
}
