import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem, formatDateTime, ProblemNotice, Tag } from '@xuexi/ui';

import { Button, TextArea } from '../../components/controls';
import { FormDialog } from '../../components/form-dialog';
import { Panel } from '../../components/panel';

import styles from './takedown.module.css';
import { type JudgedRating, useComments, useHideComment, useShowComment } from './use-takedown';

/** What learners wrote about a course; a comment can be hidden with a reason, its stars still count. */
export function Comments({ courseId }: { courseId: string }) {
  const { t } = useTranslation('takedown');
  const comments = useComments(courseId);
  const show = useShowComment(courseId);
  const [chosen, setChosen] = useState<JudgedRating | null>(null);
  const { data } = comments;
  return (
    <Panel title={t('comments.title')}>
      <ProblemNotice error={comments.error ?? show.error} />
      {data?.items.length === 0 && <p className={styles.why}>{t('comments.none')}</p>}
      <ul className={styles.lessons}>
        {data?.items.map((rating) => (
          <li key={rating.id}>
            <div className={styles.state}>
              <p className={styles.why}>{t('comments.by', { stars: rating.stars, name: rating.name, time: formatDateTime(rating.at) })}</p>
              <p className={styles.comment}>{rating.comment}</p>
              {rating.hidden && (
                <>
                  <Tag tone="cinnabar">{t('comments.hidden')}</Tag>
                  <p className={styles.why}>{t('comments.hiddenSince', { time: formatDateTime(rating.hidden.at), reason: rating.hidden.reason })}</p>
                </>
              )}
            </div>
            <Button
              variant="secondary"
              small
              danger={rating.hidden === null}
              busy={show.isPending && show.variables === rating.id}
              onClick={() => (rating.hidden === null ? setChosen(rating) : show.mutate(rating.id))}
            >
              {t(rating.hidden === null ? 'comments.hide' : 'comments.show')}
            </Button>
          </li>
        ))}
      </ul>
      {chosen && <HideDialog courseId={courseId} rating={chosen} onDone={() => setChosen(null)} />}
    </Panel>
  );
}

function HideDialog({ courseId, rating, onDone }: { courseId: string; rating: JudgedRating; onDone: () => void }) {
  const { t } = useTranslation('takedown');
  const hide = useHideComment(courseId);
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={t('comments.hideTitle')}
      lead={t('comments.hideLead')}
      action={t('comments.hide')}
      danger
      busy={hide.isPending}
      error={hide.error}
      fields={['reason']}
      onSubmit={() => hide.mutate({ id: rating.id, reason }, { onSuccess: onDone })}
      onDismiss={onDone}
    >
      <Field label={t('takeDown.reason')} hint={t('comments.reasonHint')} error={fieldProblem(hide.error, 'reason')}>
        <TextArea rows={3} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
