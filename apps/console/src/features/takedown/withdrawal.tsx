import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem, formatDateTime, Notice } from '@xuexi/ui';

import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button, TextArea } from '../../components/controls';
import { FormDialog } from '../../components/form-dialog';
import { Panel } from '../../components/panel';

import styles from './takedown.module.css';
import { type PublishedCourseDetail, useRestoreCourse, useWithdrawCourse } from './use-takedown';

/** 下架整门课程, with a reason; and its way back. */
export function Withdrawal({ course }: { course: PublishedCourseDetail }) {
  const { t } = useTranslation('takedown');
  const [asking, setAsking] = useState(false);
  const restore = useRestoreCourse(course.id);
  const { withdrawn } = course;
  const dismiss = () => {
    setAsking(false);
    restore.reset();
  };
  return (
    <Panel title={t('course.panel')}>
      <div className={styles.withdrawal}>
        {withdrawn === null ? (
          <p className={styles.why}>{t('course.openDetail')}</p>
        ) : (
          <Notice tone="attention" title={t('course.downTitle')}>
            {t('downSince', { time: formatDateTime(withdrawn.at), reason: withdrawn.reason })}
          </Notice>
        )}
        <Button variant="secondary" danger={withdrawn === null} onClick={() => setAsking(true)}>
          {t(withdrawn === null ? 'course.withdraw' : 'course.restore')}
        </Button>
      </div>
      {asking && withdrawn === null && <WithdrawDialog course={course} onDone={dismiss} />}
      <ConfirmDialog
        open={asking && withdrawn !== null}
        title={t('course.restoreTitle', { title: course.title })}
        action={t('restore.action')}
        busy={restore.isPending}
        error={restore.error}
        onConfirm={() => restore.mutate(undefined, { onSuccess: dismiss })}
        onDismiss={dismiss}
      >
        {t('course.restoreDetail')}
      </ConfirmDialog>
    </Panel>
  );
}

function WithdrawDialog({ course, onDone }: { course: PublishedCourseDetail; onDone: () => void }) {
  const { t } = useTranslation('takedown');
  const withdraw = useWithdrawCourse(course.id);
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={t('course.withdrawTitle', { title: course.title })}
      lead={t('course.withdrawLead')}
      action={t('takeDown.action')}
      dismiss={t('takeDown.cancel')}
      danger
      busy={withdraw.isPending}
      error={withdraw.error}
      fields={['reason']}
      onSubmit={() => withdraw.mutate(reason, { onSuccess: onDone })}
      onDismiss={onDone}
    >
      <Field label={t('takeDown.reason')} hint={t('takeDown.reasonHint')} error={fieldProblem(withdraw.error, 'reason')}>
        <TextArea rows={3} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
