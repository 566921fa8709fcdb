import { useTranslation } from 'react-i18next';

import { formatDateTime, Notice, ProblemNotice } from '@xuexi/ui';

import { Button } from '../../components/controls';
import { Panel } from '../../components/panel';

import styles from './course-editor.module.css';
import { type TaughtCourseDetail, useSubmitCourse } from './use-teaching';

/** 提交审核: what is still missing, what the reviewer wrote, and the way to the reviewers. */
export function Submission({ course }: { course: TaughtCourseDetail }) {
  const { t } = useTranslation('catalog');
  const { state, reviewNote, publishedVersion } = course;
  return (
    <Panel title={t('submission.title')}>
      <div className={styles.submission}>
        {state === 'returned' && reviewNote !== null && (
          <Notice tone="attention" title={t('submission.noteTitle')}>
            <p>{reviewNote}</p>
            <p>{t('submission.noteLead')}</p>
          </Notice>
        )}
        {state === 'in_review' && <p>{t('submission.inReview', { time: course.submittedAt === null ? '' : formatDateTime(course.submittedAt) })}</p>}
        {state === 'published' && <p>{t('submission.published', { version: publishedVersion })}</p>}
        {(state === 'draft' || state === 'returned') && <Submit course={course} />}
      </div>
    </Panel>
  );
}

function Submit({ course }: { course: TaughtCourseDetail }) {
  const { t } = useTranslation('catalog');
  const submit = useSubmitCourse(course.id);
  const { missing, publishedVersion } = course;
  return (
    <>
      {publishedVersion !== null && <p>{t('submission.republish', { version: publishedVersion })}</p>}
      {missing.length === 0 ? (
        <p>{t('submission.ready')}</p>
      ) : (
        <div>
          <p>{t('submission.missing')}</p>
          <ul className={styles.missing}>
            {missing.map((sentence) => (
              <li key={sentence}>
                <span>{sentence}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <ProblemNotice error={submit.error} />
      <Button disabled={missing.length > 0} busy={submit.isPending} busyLabel={t('submission.submitting')} onClick={() => submit.mutate(undefined)}>
        {t('submission.submit')}
      </Button>
    </>
  );
}
