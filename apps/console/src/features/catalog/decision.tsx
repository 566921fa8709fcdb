import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import type { Api } from '@xuexi/api-client';
import { Field, fieldProblem, ProblemNotice } from '@xuexi/ui';

import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button, TextArea } from '../../components/controls';
import { Panel } from '../../components/panel';
import { errorBeside } from '../../lib/problem';

import styles from './review-page.module.css';
import type { Decided } from './reviews-page';
import { useDecideReview } from './use-reviews';
import type { TaughtCourseDetail } from './use-teaching';

/** 审核结论: publishes the course after a question, or returns it with a note that says what to change. */
export function Decision({ course }: { course: TaughtCourseDetail }) {
  const { t } = useTranslation('catalog');
  const navigate = useNavigate();
  const approve = useDecideReview(course.id);
  const giveBack = useDecideReview(course.id);
  const [asked, setAsked] = useState(false);
  const [note, setNote] = useState('');
  const [noteMissing, setNoteMissing] = useState(false);
  const decide = (by: typeof approve, decision: Api['ReviewDecision'], state: Decided['state']) => {
    const decided: Decided = { title: course.title, state };
    by.mutate(decision, { onSuccess: () => void navigate('/reviews', { state: { decided } }) });
  };
  const submitReturn = (event: SubmitEvent) => {
    event.preventDefault();
    setNoteMissing(note.trim() === '');
    if (note.trim() !== '') decide(giveBack, { decision: 'return', note }, 'returned');
  };
  return (
    <Panel title={t('review.decision')}>
      <div className={styles.decision}>
        <p>{t('review.approveLead')}</p>
        <Button onClick={() => setAsked(true)}>{t('review.approve')}</Button>
        <ConfirmDialog
          open={asked}
          title={t('review.approveTitle', { title: course.title })}
          action={t('review.approve')}
          busy={approve.isPending}
          error={approve.error}
          onConfirm={() => decide(approve, { decision: 'approve' }, 'published')}
          onDismiss={() => {
            setAsked(false);
            approve.reset();
          }}
        >
          {t('review.approveDetail')}
        </ConfirmDialog>
        <hr />
        <form onSubmit={submitReturn} noValidate>
          <p>{t('review.returnLead')}</p>
          <ProblemNotice error={errorBeside(giveBack.error, ['note'])} />
          <Field label={t('review.note')} hint={t('review.noteHint')} error={noteMissing ? t('review.noteMissing') : fieldProblem(giveBack.error, 'note')}>
            <TextArea
              value={note}
              onChange={(event) => {
                setNote(event.target.value);
                setNoteMissing(false);
              }}
            />
          </Field>
          <Button type="submit" variant="secondary" busy={giveBack.isPending} busyLabel={t('review.returning')}>
            {t('review.return')}
          </Button>
        </form>
      </div>
    </Panel>
  );
}
