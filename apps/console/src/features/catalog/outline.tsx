import { useTranslation } from 'react-i18next';

import { Panel } from '../../components/panel';

import { ChapterPart } from './chapter-part';
import type { LessonVideoComponent } from './course-editor-page';
import styles from './outline.module.css';
import { TitleForm } from './title-form';
import { type TaughtCourseDetail, useAddChapter } from './use-teaching';

export interface OutlineProps {
  course: TaughtCourseDetail;
  LessonVideo: LessonVideoComponent;
  onChanged: () => Promise<void>;
}

/** 章节与课时: what the course is made of, each lesson with its video. */
export function Outline({ course, LessonVideo, onChanged }: OutlineProps) {
  const { t } = useTranslation('catalog');
  const add = useAddChapter(course.id);
  const { chapters } = course;
  return (
    <Panel
      title={t('outline.title')}
      aside={chapters.length > 0 && <span className={styles.count}>{t('outline.count', { chapters: chapters.length, lessons: course.lessonCount })}</span>}
    >
      {chapters.length === 0 && <p className={styles.empty}>{t('outline.empty')}</p>}
      <ol className={styles.chapters}>
        {chapters.map((chapter, index) => (
          <ChapterPart key={chapter.id} course={course} chapter={chapter} number={index + 1} LessonVideo={LessonVideo} onChanged={onChanged} />
        ))}
      </ol>
      {course.editable && (
        <div className={styles.addChapter}>
          <TitleForm label={t('outline.newChapter')} action={t('outline.addChapter')} busy={add.isPending} error={add.error} onSubmit={add.mutateAsync} />
        </div>
      )}
    </Panel>
  );
}
