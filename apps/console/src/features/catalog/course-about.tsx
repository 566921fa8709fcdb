import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Panel } from '../../components/panel';

import { COURSE_FIELDS, type CourseFacts, CourseFields } from './course-fields';
import { SettingsForm } from './settings-form';
import { type TaughtCourseDetail, useChangeCourse } from './use-teaching';

/** Title, category and summary of a course, saved together. */
export function CourseAbout({ course }: { course: TaughtCourseDetail }) {
  const { t } = useTranslation('catalog');
  const change = useChangeCourse(course.id);
  const [facts, setFacts] = useState<CourseFacts>(() => factsOf(course));
  const stored = factsOf(course);
  const changed = COURSE_FIELDS.some((field) => facts[field] !== stored[field]);
  const save = () => {
    change.mutate(facts, { onSuccess: (saved) => setFacts(factsOf(saved)) });
  };
  return (
    <Panel title={t('form.about')}>
      <SettingsForm fields={COURSE_FIELDS} change={change} changed={changed} editable={course.editable} onSave={save}>
        <CourseFields facts={facts} onChange={setFacts} error={change.error} disabled={!course.editable} />
      </SettingsForm>
    </Panel>
  );
}

const factsOf = ({ title, summary, category }: TaughtCourseDetail): CourseFacts => ({ title, summary, categoryCode: category.code });
