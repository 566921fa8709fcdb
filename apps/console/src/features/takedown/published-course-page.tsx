import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { formatDateTime, formatDuration, Loading, SkeletonText, Tag } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button } from '../../components/controls';
import { DataTable } from '../../components/data-table';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';

import { TakedownDialog } from './takedown-dialog';
import styles from './takedown.module.css';
import { type PublishedCourseDetail, type PublishedLesson, usePublishedCourse, useRestore } from './use-takedown';

/** A published course with what can be taken down of it. */
export function PublishedCoursePage() {
  const { t } = useTranslation('takedown');
  const scope = useScopePath('media.take_down');
  const { courseId = '' } = useParams();
  const course = usePublishedCourse(courseId);
  return (
    <>
      <PageHead path={[...scope, { name: t('title'), to: '/published-courses' }]} title={course.data?.title ?? t('title')} lead={course.data && <About course={course.data} />} />
      <Answer query={course} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
        {({ lessons }) => (
          <Panel title={t('lessons')}>
            <Lessons lessons={lessons} />
          </Panel>
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

function Lessons({ lessons }: { lessons: readonly PublishedLesson[] }) {
  const { t } = useTranslation('takedown');
  const [chosen, setChosen] = useState<PublishedLesson | null>(null);
  const restore = useRestore();
  const dismiss = () => {
    setChosen(null);
    restore.reset();
  };
  return (
    <>
      <DataTable
        label={t('lessons')}
        rows={lessons}
        rowKey={({ mediaId }) => mediaId}
        columns={[
          { key: 'lesson', head: t('lesson'), words: true, cell: ({ title }) => title },
          { key: 'state', head: t('state'), words: true, cell: ({ takenDown }) => <Standing takenDown={takenDown} /> },
          { key: 'chapter', head: t('chapter'), words: true, cell: ({ chapterTitle }) => chapterTitle },
          { key: 'length', head: t('length'), cell: ({ kind, durationSeconds }) => (kind === 'document' ? t('document') : formatDuration(durationSeconds)) },
          {
            key: 'act',
            head: t('act'),
            words: true,
            acts: true,
            cell: (lesson) => (
              <Button variant="secondary" small danger={lesson.takenDown === null} onClick={() => setChosen(lesson)}>
                {t(lesson.takenDown === null ? 'takeDown.open' : 'restore.open')}
              </Button>
            ),
          },
        ]}
      />
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
