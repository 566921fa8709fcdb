import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem } from '@xuexi/ui';

import { TextInput } from '../../components/controls';
import { Panel } from '../../components/panel';

import styles from './course-settings.module.css';
import { SettingsForm } from './settings-form';
import { type TaughtCourseDetail, useChangeCourse } from './use-teaching';

const FIELDS = ['declaredCredits'];

/** 学习要求: what is frozen into the next version beside the lessons. */
export function CourseDemands({ course }: { course: TaughtCourseDetail }) {
  const { t } = useTranslation('catalog');
  const change = useChangeCourse(course.id);
  const [preventSkip, setPreventSkip] = useState(course.preventSkip);
  const [credits, setCredits] = useState(course.declaredCredits ?? '');
  const changed = preventSkip !== course.preventSkip || credits !== (course.declaredCredits ?? '');
  const save = () => {
    change.mutate({ preventSkip, declaredCredits: credits.trim() === '' ? null : credits }, { onSuccess: (saved) => setCredits(saved.declaredCredits ?? '') });
  };
  return (
    <Panel title={t('demands.title')}>
      <SettingsForm lead={t('demands.lead')} fields={FIELDS} change={change} changed={changed} editable={course.editable} onSave={save}>
        <label className={styles.check}>
          <input type="checkbox" checked={preventSkip} disabled={!course.editable} onChange={(event) => setPreventSkip(event.target.checked)} />
          <span>
            {t('demands.preventSkip')}
            <small>{t('demands.preventSkipHint')}</small>
          </span>
        </label>
        <Field label={t('demands.credits')} hint={t('demands.creditsHint')} error={fieldProblem(change.error, 'declaredCredits')}>
          <TextInput inputMode="decimal" value={credits} disabled={!course.editable} maxLength={6} onChange={(event) => setCredits(event.target.value)} />
        </Field>
      </SettingsForm>
    </Panel>
  );
}
