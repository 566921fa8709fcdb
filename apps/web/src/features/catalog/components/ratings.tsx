import { Button, Card, formatDate } from '@xuexi/ui';
import { useState } from 'react';

import type { CourseData } from '../api/get-course';
import { type RatingData, useRatings } from '../api/ratings';
import { useStrings } from '../use-strings';

import { RatingForm } from './rating-form';
import { RatingFact, Stars } from './stars';

import styles from './ratings.module.css';

/** What learners say of a course, and the own word for whoever has learned something of it. */
export function Ratings({ course }: { course: CourseData }) {
  const t = useStrings();
  const [page, setPage] = useState(1);
  const { data } = useRatings(course.id, page);
  if (data === undefined) return null;
  const pages = Math.max(1, Math.ceil(data.total / data.pageSize));
  return (
    <section className={styles.ratings}>
      <h2>
        {t('rating.title')}
        {data.rating && (
          <small>
            <RatingFact rating={data.rating} />
          </small>
        )}
      </h2>
      {data.mayRate ? <RatingForm key={data.mine === null ? 'new' : 'mine'} courseId={course.id} mine={data.mine} /> : <p className={styles.when}>{t('rating.when')}</p>}
      {data.items.length > 0 && (
        <Card as="ul" className={styles.list} padding="none">
          {data.items.map((rating) => (
            <Comment key={rating.id} rating={rating} />
          ))}
        </Card>
      )}
      {pages > 1 && (
        <nav className={styles.pages} aria-label={t('page', { page, pages })}>
          <Button variant="quiet" disabled={page === 1} onClick={() => setPage(page - 1)}>
            {t('previous')}
          </Button>
          <span>{t('page', { page, pages })}</span>
          <Button variant="quiet" disabled={page === pages} onClick={() => setPage(page + 1)}>
            {t('next')}
          </Button>
        </nav>
      )}
    </section>
  );
}

function Comment({ rating: { stars, comment, name, at, own } }: { rating: RatingData }) {
  const t = useStrings();
  return (
    <li>
      <p className={styles.by}>
        <Stars stars={stars} /> {own ? t('rating.own') : name} · <time dateTime={at}>{formatDate(at)}</time>
      </p>
      <p className={styles.comment}>{comment}</p>
    </li>
  );
}
