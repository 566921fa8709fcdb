import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ProblemNotice } from '@xuexi/ui';

import { Button } from '../../components/controls';
import { Panel } from '../../components/panel';
import { errorBeside } from '../../lib/problem';

import { COURSE_FIELDS, type CourseFacts, CourseFields } from './course-fields';
import styles from './course-editor.module.css';
import { type TaughtCourseDetail, useChangeCourse } from './use-teaching';

/** Title, category and summary of a course, saved together. */
export function CourseAbout({ course }: { course: TaughtCourseDetail }) {
  const { t } = useTranslation('catalog');
  const change = useChangeCourse(course.id);
  const [facts, setFacts] = useState<CourseFacts>(() => factsOf(course));
  const stored = factsOf(course);
  const changed = COURSE_FIELDS.some((field) => facts[field] !== stored[field]);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    change.mutate(facts, { onSuccess: (saved) => setFacts(factsOf(saved)) });
  };
  return (
    <Panel title={t('form.about')}>
      <form className={styles.form} onSubmit={save} noValidate>
        <ProblemNotice error={errorBeside(change.error, COURSE_FIELDS)} />
        <CourseFields facts={facts} onChange={setFacts} error={change.error} disabled={!course.editable} />
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

const factsOf = ({ title, summary, category }: TaughtCourseDetail): CourseFacts => ({ title, summary, categoryCode: category.code });
