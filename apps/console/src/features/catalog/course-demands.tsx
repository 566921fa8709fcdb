import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem, ProblemNotice } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';
import { Panel } from '../../components/panel';
import { errorBeside } from '../../lib/problem';

import styles from './course-editor.module.css';
import settings from './course-settings.module.css';
import { type TaughtCourseDetail, useChangeCourse } from './use-teaching';

/** 学习要求: what is frozen into the next version beside the lessons. */
export function CourseDemands({ course }: { course: TaughtCourseDetail }) {
  const { t } = useTranslation('catalog');
  const change = useChangeCourse(course.id);
  const [preventSkip, setPreventSkip] = useState(course.preventSkip);
  const [credits, setCredits] = useState(course.declaredCredits ?? '');
  const changed = preventSkip !== course.preventSkip || credits !== (course.declaredCredits ?? '');
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    change.mutate({ preventSkip, declaredCredits: credits.trim() === '' ? null : credits }, { onSuccess: (saved) => setCredits(saved.declaredCredits ?? '') });
  };
  return (
    <Panel title={t('demands.title')}>
      <form className={styles.form} onSubmit={save} noValidate>
        <p className={styles.faint}>{t('demands.lead')}</p>
        <ProblemNotice error={errorBeside(change.error, ['declaredCredits'])} />
        <label className={settings.check}>
          <input type="checkbox" checked={preventSkip} disabled={!course.editable} onChange={(event) => setPreventSkip(event.target.checked)} />
          <span>
            {t('demands.preventSkip')}
            <small>{t('demands.preventSkipHint')}</small>
          </span>
        </label>
        <Field label={t('demands.credits')} hint={t('demands.creditsHint')} error={fieldProblem(change.error, 'declaredCredits')}>
          <TextInput inputMode="decimal" value={credits} disabled={!course.editable} maxLength={6} onChange={(event) => setCredits(event.target.value)} />
        </Field>
        {course.editable && (
          <div className={styles.answers}>
            <Button type="submit" variant="secondary" disabled={!changed} busy={change.isPending} busyLabel={t('form.saving')}>
              {t('form.save')}
            </Button>
            {change.isSuccess && !changed && (
              <span className={styles.saved} role="status">
                {t('form.saved')}
              </span>
            )}
          </div>
        )}
      </form>
    </Panel>
  );
}
