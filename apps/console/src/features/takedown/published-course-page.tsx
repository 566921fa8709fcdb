import { type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { formatDateTime, formatDuration, Loading, SkeletonText, Tag } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';

import { Comments } from './comments';
import { TakedownDialog } from './takedown-dialog';
import styles from './takedown.module.css';
import { type PublishedCourseDetail, type PublishedLesson, usePublishedCourse, useRestore } from './use-takedown';
import { Withdrawal } from './withdrawal';

/** Shows what a lesson is made of; another feature, joined in by the routes. */
export type PublishedContentComponent = ComponentType<{ media: { id: string; kind: PublishedLesson['kind'] }; lessonTitle: string; instructorName: string }>;

/** A published course with what can be taken down of it. */
export function PublishedCoursePage({ LessonContent }: { LessonContent: PublishedContentComponent }) {
  const { t } = useTranslation('takedown');
  const scope = useScopePath('media.take_down');
  const { courseId = '' } = useParams();
  const course = usePublishedCourse(courseId);
  return (
    <>
      <PageHead path={[...scope, { name: t('title'), to: '/published-courses' }]} title={course.data?.title ?? t('title')} lead={course.data && <About course={course.data} />} />
      <Answer query={course} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
        {(data) => (
          <div className={styles.stack}>
            <Withdrawal course={data} />
            <Panel title={t('lessons')}>
              <Lessons course={data} LessonContent={LessonContent} />
            </Panel>
            <Comments courseId={data.id} />
          </div>
        )}
      </Answer>
    </>
  );
}

function About({ course: { instructorName, regionName, publishedAt } }: { course: PublishedCourseDetail }) {
  const { t } = useTranslation('takedown');
  const said = { name: instructorName, time: formatDateTime(publishedAt) };
  return regionName === null ? t('aboutNoRegion', said) : t('about', { ...said, region: regionName });
}

function Lessons({ course: { lessons, instructorName }, LessonContent }: { course: PublishedCourseDetail; LessonContent: PublishedContentComponent }) {
  const { t } = useTranslation('takedown');
  const [chosen, setChosen] = useState<PublishedLesson | null>(null);
  const restore = useRestore();
  const dismiss = () => {
    setChosen(null);
    restore.reset();
  };
  return (
    <>
      <ol className={styles.lessons}>
        {lessons.map((lesson) => (
          <li key={lesson.mediaId} aria-label={lesson.title}>
            <div className={styles.lesson}>
              <h3>{lesson.title}</h3>
              <p>{t('place', { chapter: lesson.chapterTitle, length: lesson.kind === 'document' ? t('document') : formatDuration(lesson.durationSeconds) })}</p>
              <Standing takenDown={lesson.takenDown} />
            </div>
            <Button variant="secondary" small danger={lesson.takenDown === null} onClick={() => setChosen(lesson)}>
              {t(lesson.takenDown === null ? 'takeDown.open' : 'restore.open')}
            </Button>
            {lesson.takenDown === null && (
              <div className={styles.content}>
                <LessonContent media={{ id: lesson.mediaId, kind: lesson.kind }} lessonTitle={lesson.title} instructorName={instructorName} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {chosen?.takenDown === null && <TakedownDialog lesson={chosen} onDone={dismiss} />}
      <ConfirmDialog
        open={chosen !== null && chosen.takenDown !== null}
        title={t('restore.title', { lesson: chosen?.title ?? '' })}
        action={t('restore.action')}
        busy={restore.isPending}
        error={restore.error}
        onConfirm={() => chosen && restore.mutate(chosen.mediaId, { onSuccess: dismiss })}
        onDismiss={dismiss}
      >
        {t('restore.detail')}
      </ConfirmDialog>
    </>
  );
}

function Standing({ takenDown }: Pick<PublishedLesson, 'takenDown'>) {
  const { t } = useTranslation('takedown');
  if (takenDown === null) return <Tag tone="bamboo">{t('open')}</Tag>;
  return (
    <div className={styles.state}>
      <Tag tone="cinnabar">{t('down')}</Tag>
      <span className={styles.why}>{t('downSince', { time: formatDateTime(takenDown.at), reason: takenDown.reason })}</span>
    </div>
  );
}
