import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { LessonPlace } from '../media/lesson-access.js';
import { Chapter } from './chapter.entity.js';
import { Course } from './course.entity.js';
import { LessonVersion } from './lesson-version.entity.js';
import { Lesson } from './lesson.entity.js';

/** Chapters of a course with their lessons, in order. */
export type Outline = { chapter: Chapter; lessons: Lesson[] }[];

/** Courses as instructors work on them. */
@Injectable()
export class CourseOutlineRepository {
  constructor(private readonly dataSource: DataSource) {}

  course(id: string, tx: EntityManager = this.dataSource.manager): Promise<Course | null> {
    return tx.findOneBy(Course, { id });
  }

  coursesOf(ownerAccountId: string): Promise<Course[]> {
    return this.dataSource.manager.find(Course, { where: { ownerAccountId }, order: { updatedAt: 'DESC', id: 'DESC' } });
  }

  chapter(id: string, tx: EntityManager = this.dataSource.manager): Promise<Chapter | null> {
    return tx.findOneBy(Chapter, { id });
  }

  lesson(id: string, tx: EntityManager = this.dataSource.manager): Promise<Lesson | null> {
    return tx.findOneBy(Lesson, { id });
  }

  async courseOfLesson(lessonId: string, tx?: EntityManager): Promise<Course | null> {
    const lesson = await this.lesson(lessonId, tx);
    const chapter = lesson && (await this.chapter(lesson.chapterId, tx));
    return chapter && this.course(chapter.courseId, tx);
  }

  /** Courses and titles by lesson id. */
  async placesOf(lessonIds: string[]): Promise<Map<string, LessonPlace>> {
    if (lessonIds.length === 0) return new Map();
    const rows: (LessonPlace & { lessonId: string })[] = await this.dataSource.query(
      `SELECT l.id AS lessonId, l.title, c.id AS courseId, c.title AS courseTitle
         FROM lesson l JOIN chapter ch ON ch.id = l.chapter_id JOIN course c ON c.id = ch.course_id WHERE l.id IN (?)`,
      [lessonIds],
    );
    return new Map(rows.map(({ lessonId, ...place }) => [lessonId, place]));
  }

  /** Which of these media some version of a lesson shows. */
  async publishedAmong(mediaIds: string[], tx: EntityManager = this.dataSource.manager): Promise<Set<string>> {
    if (mediaIds.length === 0) return new Set();
    const versions = await tx.find(LessonVersion, { select: { mediaId: true }, where: { mediaId: In(mediaIds) } });
    return new Set(versions.map(({ mediaId }) => mediaId));
  }

  /** Outlines by course id. */
  async outlines(courseIds: string[], tx: EntityManager = this.dataSource.manager): Promise<Map<string, Outline>> {
    if (courseIds.length === 0) return new Map();
    const chapters = await tx.find(Chapter, { where: { courseId: In(courseIds) }, order: { position: 'ASC' } });
    const lessons = chapters.length === 0 ? [] : await tx.find(Lesson, { where: { chapterId: In(chapters.map((chapter) => chapter.id)) }, order: { position: 'ASC' } });
    const byChapter = Map.groupBy(lessons, (lesson) => lesson.chapterId);
    const byCourse = Map.groupBy(chapters, (chapter) => chapter.courseId);
    return new Map(courseIds.map((id) => [id, (byCourse.get(id) ?? []).map((chapter) => ({ chapter, lessons: byChapter.get(chapter.id) ?? [] }))]));
  }
}
