import { Loading, Notice, ProblemNotice, Skeleton, TextLink } from '@xuexi/ui';
import { Link, useParams } from 'react-router';

import { type CourseData, type LessonData, lessonsOf, useCourse } from '../../features/catalog/api/get-course';
import { CourseOutline } from '../../features/catalog/components/course-outline';
import { lessonAfter, lessonPath } from '../../features/catalog/lesson-paths';
import { LessonDocument } from '../../features/learning/reading/lesson-document';
import { LessonPlayer } from '../../features/learning/player/lesson-player';
import { useStrings } from '../../features/learning/player/use-strings';
import { worthOf } from '../../lib/credits';
import { useDocumentTitle } from '../../lib/document-title';
import { useMe } from '../../lib/session';

import NotFoundPage from './not-found-page';

import styles from './lesson-page.module.css';

/** A lesson: the film with what it earns, and beside it the lessons of its course. */
export default function LessonPage() {
  const { courseId = '', lessonVersionId = '' } = useParams();
  const course = useCourse(courseId);
  if (course.isLoadingError) return <ProblemNotice error={course.error} onRetry={() => void course.refetch()} />;
  if (course.data === undefined) {
    return (
      <Loading>
        <Skeleton className={styles.toCome} />
      </Loading>
    );
  }
  const lesson = lessonsOf(course.data).find((each) => each.lessonVersionId === lessonVersionId);
  return lesson === undefined ? <NotFoundPage /> : <Lesson course={course.data} lesson={lesson} />;
}

function Lesson({ course, lesson }: { course: CourseData; lesson: LessonData }) {
  const t = useStrings();
  const me = useMe();
  const number = lessonsOf(course).indexOf(lesson) + 1;
  const next = lessonAfter(course, lesson.lessonVersionId);
  const goOn = next?.ready ? { title: next.title, path: lessonPath(course.id, next.lessonVersionId) } : null;
  useDocumentTitle(lesson.title);
  const heading = (
    <div className={styles.heading}>
      <h1>{lesson.title}</h1>
      <p>{lesson.kind === 'document' ? t('documentMeta', { name: course.instructorName }) : lesson.units > 0 ? t('meta', { name: course.instructorName, worth: worthOf(lesson.units) }) : t('goMeta', { name: course.instructorName })}</p>
    </div>
  );
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <TextLink as={Link} to={`/courses/${course.id}`}>
          {t('backToCourse')}
        </TextLink>
        <p>
          <span>{course.title}</span>
          {t('place', { number })}
        </p>
      </div>
      <div className={styles.columns}>
        {lesson.kind === 'document' && lesson.ready ? (
          <LessonDocument key={lesson.lessonVersionId} lessonVersionId={lesson.lessonVersionId} title={lesson.title} next={goOn}>
            {heading}
          </LessonDocument>
        ) : lesson.ready && me ? (
          <LessonPlayer
            key={lesson.lessonVersionId}
            courseId={course.id}
            lessonVersionId={lesson.lessonVersionId}
            personId={me.person.id}
            here={lessonPath(course.id, lesson.lessonVersionId)}
            next={goOn}
          >
            {heading}
          </LessonPlayer>
        ) : (
          <div className={styles.preparing}>
            {lesson.takenDown ? (
              <Notice title={t('takenDown')}>{t('takenDownText')}</Notice>
            ) : (
              <Notice tone="wait" title={t('preparing')} role="status">
                {t('preparingText')}
              </Notice>
            )}
            {heading}
          </div>
        )}
        <aside className={styles.outline}>
          <h2>{t('outline')}</h2>
          <CourseOutline course={course} current={lesson.lessonVersionId} />
        </aside>
      </div>
    </div>
  );
}
