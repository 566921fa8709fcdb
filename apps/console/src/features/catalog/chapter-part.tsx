import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { LessonRequired } from './lesson-required';
import type { OutlineProps } from './outline';
import styles from './outline.module.css';
import { TitleForm } from './title-form';
import { Titled } from './titled';
import { type TaughtChapter, type TaughtLesson, useAddLesson, useRemoveChapter, useRemoveLesson, useRenameChapter, useRenameLesson } from './use-teaching';

interface ChapterPartProps extends OutlineProps {
  chapter: TaughtChapter;
  /** 1 is the first. */
  number: number;
}

/** A chapter with its lessons. */
export function ChapterPart({ course, chapter, number, LessonVideo, onChanged }: ChapterPartProps) {
  const { t } = useTranslation('catalog');
  const id = useId();
  const rename = useRenameChapter(chapter.id);
  const remove = useRemoveChapter(chapter.id);
  const add = useAddLesson(chapter.id);
  const { editable } = course;
  return (
    <li className={styles.chapter} aria-labelledby={id}>
      <div className={styles.chapterHead}>
        <Titled
          title={chapter.title}
          heading={
            <h3 id={id}>
              <span>{t('outline.chapterNumber', { number })}</span>
              {chapter.title}
            </h3>
          }
          editable={editable}
          label={t('outline.renameChapter')}
          rename={rename}
          remove={remove}
          removeTitle={t('outline.removeChapterTitle', { title: chapter.title })}
          removeDetail={<RemovalDetail what={t('outline.removeChapterDetail', { count: chapter.lessons.length })} published={course.publishedVersion !== null} />}
        />
      </div>
      {chapter.lessons.length === 0 && <p className={styles.empty}>{t('outline.emptyChapter')}</p>}
      <ol>
        {chapter.lessons.map((lesson, index) => (
          <LessonPart key={lesson.id} course={course} lesson={lesson} number={`${number}.${index + 1}`} LessonVideo={LessonVideo} onChanged={onChanged} />
        ))}
      </ol>
      {editable && (
        <div className={styles.add}>
          <TitleForm label={t('outline.newLesson')} action={t('outline.addLesson')} busy={add.isPending} error={add.error} onSubmit={add.mutateAsync} />
        </div>
      )}
    </li>
  );
}

interface LessonPartProps extends OutlineProps {
  lesson: TaughtLesson;
  /** Chapter and lesson, "2.1". */
  number: string;
}

function LessonPart({ course, lesson, number, LessonVideo, onChanged }: LessonPartProps) {
  const { t } = useTranslation('catalog');
  const id = useId();
  const rename = useRenameLesson(lesson.id);
  const remove = useRemoveLesson(lesson.id);
  return (
    <li className={styles.lesson} aria-labelledby={id}>
      <Titled
        title={lesson.title}
        className={styles.lessonTitle}
        heading={
          <h4>
            <span>{number}</span>
            <div id={id}>{lesson.title}</div>
          </h4>
        }
        editable={course.editable}
        label={t('outline.renameLesson')}
        rename={rename}
        remove={remove}
        removeTitle={t('outline.removeLessonTitle', { title: lesson.title })}
        removeDetail={<RemovalDetail what={t('outline.removeLessonDetail')} published={course.publishedVersion !== null} />}
      />
      <LessonRequired lesson={lesson} editable={course.editable} />
      <LessonVideo courseId={course.id} lesson={lesson} editable={course.editable} onChanged={onChanged} />
    </li>
  );
}

function RemovalDetail({ what, published }: { what: string; published: boolean }) {
  const { t } = useTranslation('catalog');
  return (
    <>
      <p>{what}</p>
      {published && <p>{t('outline.removeKept')}</p>}
    </>
  );
}
