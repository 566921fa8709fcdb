import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { Card, ProblemNotice } from '@xuexi/ui';

import { Button, LinkButton } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { useScopePath } from '../../components/use-scope-path';
import { errorBeside } from '../../lib/problem';

import { COURSE_FIELDS, CourseFields } from './course-fields';
import styles from './course-editor.module.css';
import { useNewCourse } from './use-teaching';

/** 新建课程: a name, a category and a summary; everything else follows in the editor. */
export function NewCoursePage() {
  const { t } = useTranslation('catalog');
  const scope = useScopePath('course.write');
  const navigate = useNavigate();
  const create = useNewCourse();
  const [facts, setFacts] = useState({ title: '', summary: '', categoryCode: '' });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    create.mutate(facts, { onSuccess: ({ id }) => void navigate(`/courses/${id}`, { replace: true }) });
  };
  return (
    <>
      <PageHead
        path={[...scope, { name: t('courses.title'), to: '/courses' }]}
        title={t('new.title')}
        lead={t('new.lead')}
      />
      <Card className={styles.newSheet}>
        <form className={styles.form} onSubmit={submit} noValidate>
          <ProblemNotice error={errorBeside(create.error, COURSE_FIELDS)} />
          <CourseFields facts={facts} onChange={setFacts} error={create.error} />
          <div className={styles.answers}>
            <Button type="submit" busy={create.isPending} busyLabel={t('form.creating')}>
              {t('form.create')}
            </Button>
            <LinkButton variant="quiet" to="/courses">
              {t('new.back')}
            </LinkButton>
          </div>
        </form>
      </Card>
    </>
  );
}
