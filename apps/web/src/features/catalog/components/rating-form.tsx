import { Button, Card, Field, Notice, ProblemNotice, TextArea, errorBeside, fieldProblem } from '@xuexi/ui';
import clsx from 'clsx';
import { type FormEvent, useState } from 'react';

import { type RatingPageData, useRate } from '../api/ratings';
import { useStrings } from '../use-strings';

import { STARS } from './stars';

import styles from './ratings.module.css';

const MAX_LENGTH = 500;

/** The own stars and words about a course; given once, changed as often as one likes. */
export function RatingForm({ courseId, mine }: { courseId: string; mine: RatingPageData['mine'] }) {
  const t = useStrings();
  const [stars, setStars] = useState(mine?.stars ?? 0);
  const [comment, setComment] = useState(mine?.comment ?? '');
  const rate = useRate(courseId);
  const changed = stars !== (mine?.stars ?? 0) || comment.trim() !== (mine?.comment ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (stars > 0 && changed && !rate.isPending) rate.mutate({ stars, comment });
  };
  return (
    <Card>
      <form className={styles.form} onSubmit={submit}>
        <fieldset className={styles.choose}>
          <legend>{t(mine === null ? 'rating.give' : 'rating.mine')}</legend>
          {STARS.map((star) => (
            <label key={star} className={clsx(star <= stars && styles.given)}>
              <input type="radio" name="stars" value={star} checked={stars === star} onChange={() => setStars(star)} className="unseen" />
              <span aria-hidden="true">★</span>
              <span className="unseen">{t('rating.stars', { stars: star })}</span>
            </label>
          ))}
        </fieldset>
        <Field label={t('rating.comment')} hint={t('rating.commentHint')} error={fieldProblem(rate.error, 'comment')}>
          <TextArea rows={3} maxLength={MAX_LENGTH} value={comment} onChange={(event) => setComment(event.target.value)} />
        </Field>
        {mine !== null && mine.hiddenReason !== null && <Notice title={t('rating.hidden')}>{t('rating.hiddenText', { reason: mine.hiddenReason })}</Notice>}
        <ProblemNotice error={errorBeside(rate.error, ['comment'])} />
        <div className={styles.act}>
          <Button type="submit" variant="secondary" disabled={stars === 0 || !changed} busy={rate.isPending} busyLabel={t('rating.saving')}>
            {t(mine === null ? 'rating.send' : 'rating.change')}
          </Button>
          {rate.isSuccess && !changed && <span role="status">{t('rating.saved')}</span>}
        </div>
      </form>
    </Card>
  );
}
