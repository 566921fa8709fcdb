import { useStrings } from '../use-strings';

import styles from './stars.module.css';

export const STARS = [1, 2, 3, 4, 5] as const;

/** Stars that were given. */
export function Stars({ stars }: { stars: number }) {
  const t = useStrings();
  return (
    <span className={styles.stars} role="img" aria-label={t('rating.stars', { stars })}>
      {STARS.map((place) => (
        <span key={place} className={place <= stars ? styles.full : undefined} aria-hidden="true">
          ★
        </span>
      ))}
    </span>
  );
}

/** The average and who gave it: "★ 4.6 · 23 人评价". */
export function RatingFact({ rating }: { rating: { average: string; count: number } }) {
  const t = useStrings();
  return (
    <span className={styles.fact}>
      <span className={styles.full} aria-hidden="true">
        ★
      </span>{' '}
      <span className="unseen">{t('rating.average')}</span>
      {t('rating.fact', { average: rating.average, count: rating.count })}
    </span>
  );
}
