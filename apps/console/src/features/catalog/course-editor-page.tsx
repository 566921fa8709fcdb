import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { Card, formatDateTime, Loading, Notice, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { CourseTabs } from '../../components/course-tabs';
import { PageHead } from '../../components/page-head';
import { useScopePath } from '../../components/use-scope-path';

import { CourseAbout } from './course-about';
import { CourseDemands } from './course-demands';
import styles from './course-editor.module.css';
import { CourseJoining } from './course-joining';
import { CourseState } from './course-state';
import { Outline } from './outline';
import { Submission, type UseUploading } from './submission';
import { type TaughtLesson, useRefreshCourse, useTaughtCourse } from './use-teaching';

/** What a lesson's video needs to know; the video itself is another feature, joined in by the routes. */
export type LessonVideoComponent = ComponentType<{ courseId: string; lesson: TaughtLesson; editable: boolean; onChanged: () => Promise<void> }>;

/** The course editor: chapters, lessons and videos at the left, what is said about the course and its submission at the right. */
export function CourseEditorPage({ LessonVideo, useUploading }: { LessonVideo: LessonVideoComponent; useUploading: UseUploading }) {
  const { t } = useTranslation('catalog');
  const scope = useScopePath('course.write');
  const { courseId = '' } = useParams();
  const course = useTaughtCourse(courseId);
  const refresh = useRefreshCourse(courseId);
  return (
    <>
      <PageHead
        path={[...scope, { name: t('courses.title'), to: '/courses' }]}
        title={course.data?.title ?? t('courses.title')}
        beside={course.data && <CourseState state={course.data.state} />}
      />
      <CourseTabs courseId={courseId} />
      <Answer query={course} skeleton={<EditorSkeleton />}>
        {(data) => (
          <div className={styles.two}>
            <div className={styles.column}>
              <Outline course={data} LessonVideo={LessonVideo} onChanged={refresh} />
            </div>
            <div className={styles.column}>
              {data.withdrawn && (
                <Notice tone="attention" title={t('withdrawn.title')}>
                  {t('withdrawn.text', { time: formatDateTime(data.withdrawn.at), reason: data.withdrawn.reason })}
                </Notice>
              )}
              <Submission course={data} useUploading={useUploading} />
              <CourseAbout key={data.id} course={data} />
              <CourseDemands key={`demands ${data.id}`} course={data} />
              <CourseJoining courseId={data.id} />
            </div>
          </div>
        )}
      </Answer>
    </>
  );
}

function EditorSkeleton() {
  return (
    <Loading className={styles.two}>
      <Card>
        <SkeletonText lines={12} />
      </Card>
      <Card>
        <SkeletonText lines={6} />
      </Card>
    </Loading>
  );
}
