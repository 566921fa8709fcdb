import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { formatDateTime, Loading, Notice, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';

import editor from './course-editor.module.css';
import { CourseState } from './course-state';
import { Decision } from './decision';
import styles from './review-page.module.css';
import { useReview } from './use-reviews';
import type { TaughtCourseDetail, TaughtLesson } from './use-teaching';

/** Shows a lesson's video to a reviewer; another feature, joined in by the routes. */
export type ReviewedVideoComponent = ComponentType<{ lesson: TaughtLesson }>;

/** Shows what a course asks; another feature, too. */
export type ReviewedQuizComponent = ComponentType<{ courseId: string }>;

/** A course before its reviewer: all of its content at the left, the decision at the right. */
export function ReviewPage({ LessonVideo, Quiz }: { LessonVideo: ReviewedVideoComponent; Quiz: ReviewedQuizComponent }) {
  const { t } = useTranslation('catalog');
  const scope = useScopePath('course.review');
  const { courseId = '' } = useParams();
  const course = useReview(courseId);
  return (
    <>
      <PageHead
        path={[...scope, { name: t('review.back'), to: '/reviews' }]}
        title={course.data?.title ?? t('reviews.title')}
        beside={course.data && <CourseState state={course.data.state} />}
      />
      <Answer query={course} skeleton={<Loading><SkeletonText lines={10} /></Loading>}>
        {(data) => (
          <div className={editor.two}>
            <div className={editor.column}>
              <About course={data} />
              <Content course={data} LessonVideo={LessonVideo} />
              <Quiz courseId={data.id} />
            </div>
            <div className={`${editor.column} ${editor.side}`}>
              {data.state === 'in_review' ? <Decision course={data} /> : <Notice>{t('review.decided')}</Notice>}
            </div>
          </div>
        )}
      </Answer>
    </>
  );
}

function About({ course }: { course: TaughtCourseDetail }) {
  const { t } = useTranslation('catalog');
  return (
    <Panel title={t('review.about')}>
      <dl className={styles.facts}>
        <dt>{t('review.instructor')}</dt>
        <dd>{course.instructorName}</dd>
        <dt>{t('review.category')}</dt>
        <dd>{course.category.name}</dd>
        {course.submittedAt !== null && (
          <>
            <dt>{t('review.submitted')}</dt>
            <dd>{formatDateTime(course.submittedAt)}</dd>
          </>
        )}
        <dt>{t('review.summary')}</dt>
        <dd>{course.summary || t('review.noSummary')}</dd>
      </dl>
    </Panel>
  );
}

function Content({ course, LessonVideo }: { course: TaughtCourseDetail; LessonVideo: ReviewedVideoComponent }) {
  const { t } = useTranslation('catalog');
  return (
    <Panel title={t('review.content')}>
      <ol className={styles.chapters}>
        {course.chapters.map((chapter, index) => (
          <li key={chapter.id}>
            <h3>{chapter.title}</h3>
            <ol>
              {chapter.lessons.map((lesson, place) => (
                <li key={lesson.id} className={styles.lesson} aria-label={lesson.title}>
                  <h4>
                    <span>{`${index + 1}.${place + 1}`}</span>
                    {lesson.title}
                  </h4>
                  <LessonVideo lesson={lesson} />
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
