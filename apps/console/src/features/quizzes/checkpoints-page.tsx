import { type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';

import type { Api } from '@xuexi/api-client';
import { EmptyState, Field, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Select } from '../../components/controls';
import { Panel } from '../../components/panel';

import { LessonStops } from './lesson-stops';
import { QuizPage } from './quiz-page';
import styles from './quizzes.module.css';
import { type Checkpoint, useCheckpoints } from './use-quiz';

/** Plays a video and tells where it stands; another feature, joined in by the routes. */
export type StoppingVideo = ComponentType<{ mediaId: string; lessonTitle: string; onElement: (element: HTMLVideoElement | null) => void }>;

/** 视频提问: where the videos of a course stop for which question. */
export function CheckpointsPage({ Video }: { Video: StoppingVideo }) {
  const { t } = useTranslation('quizzes');
  const { courseId = '' } = useParams();
  const checkpoints = useCheckpoints(courseId);
  return (
    <QuizPage courseId={courseId} title={t('stops.title')} lead={t('stops.lead')}>
      {(course) => (
        <Answer query={checkpoints} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
          {(items) => <Lessons course={course} checkpoints={items} Video={Video} />}
        </Answer>
      )}
    </QuizPage>
  );
}

function Lessons({ course, checkpoints, Video }: { course: Api['TaughtCourseDetail']; checkpoints: readonly Checkpoint[]; Video: StoppingVideo }) {
  const { t } = useTranslation('quizzes');
  const [address, setAddress] = useSearchParams();
  const [element, setElement] = useState<HTMLVideoElement | null>(null);
  const lessons = course.chapters.flatMap((chapter) => chapter.lessons).filter(({ media }) => media?.complete && media.kind !== 'document');
  const lesson = lessons.find(({ id }) => id === address.get('lesson')) ?? lessons[0];
  if (lesson?.media == null) return <EmptyState title={t('stops.noVideos')}>{t('stops.noVideosDetail')}</EmptyState>;
  const countOf = (lessonId: string) => checkpoints.filter((checkpoint) => checkpoint.lessonId === lessonId).length;
  return (
    <div className={styles.two}>
      <Panel title={t('stops.video')}>
        <div className={styles.form}>
          <Field label={t('stops.lesson')}>
            <Select value={lesson.id} onChange={(event) => setAddress({ lesson: event.target.value })}>
              {lessons.map(({ id, title }) => (
                <option key={id} value={id}>
                  {countOf(id) > 0 ? `${title}（${countOf(id)}）` : title}
                </option>
              ))}
            </Select>
          </Field>
          <Video key={lesson.media.id} mediaId={lesson.media.id} lessonTitle={lesson.title} onElement={setElement} />
        </div>
      </Panel>
      <LessonStops
        key={lesson.id}
        courseId={course.id}
        lessonId={lesson.id}
        seconds={lesson.media.durationSeconds ?? 0}
        checkpoints={checkpoints.filter((checkpoint) => checkpoint.lessonId === lesson.id)}
        element={element}
        editable={course.editable}
      />
    </div>
  );
}
