import { useTranslation } from 'react-i18next';

import { formatDateTime, Notice, ProblemNotice } from '@xuexi/ui';

import { Button } from '../../components/controls';
import { Panel } from '../../components/panel';

import styles from './course-editor.module.css';
import { type TaughtCourseDetail, useSubmitCourse } from './use-teaching';

/** The lessons to which this page is uploading a file; uploads are another feature, joined in by the routes. */
export type UseUploading = () => ReadonlySet<string>;

export interface SubmissionProps {
  course: TaughtCourseDetail;
  useUploading: UseUploading;
}

/** 提交审核: what is still missing, what the reviewer wrote, and the way to the reviewers. */
export function Submission({ course, useUploading }: SubmissionProps) {
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
        {(state === 'draft' || state === 'returned') && <Submit course={course} useUploading={useUploading} />}
      </div>
    </Panel>
  );
}

function Submit({ course, useUploading }: SubmissionProps) {
  const { t } = useTranslation('catalog');
  const submit = useSubmitCourse(course.id);
  const uploading = useUploading();
  const { missing, publishedVersion } = course;
  const titles = new Map(course.chapters.flatMap(({ lessons }) => lessons.map(({ id, title }) => [id, title])));
  return (
    <>
      {publishedVersion !== null && <p>{t('submission.republish', { version: publishedVersion })}</p>}
      {missing.length === 0 ? (
        <p>{t('submission.ready')}</p>
      ) : (
        <div>
          <p>{t('submission.missing')}</p>
          <ul className={styles.missing}>
            {missing.map(({ lessonId, sentence }) => (
              <li key={`${lessonId}${sentence}`}>
                <span>{lessonId !== null && uploading.has(lessonId) ? t('submission.uploading', { lesson: titles.get(lessonId) }) : sentence}</span>
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
