import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull, Not } from 'typeorm';
import { withinScope } from '../platform/auth/scope.js';
import { Category } from './category.entity.js';
import type { CourseQuery } from './catalog.dto.js';
import { CourseVersionLesson } from './course-version-lesson.entity.js';
import { CourseVersion } from './course-version.entity.js';
import { Course } from './course.entity.js';
import { LessonVersion } from './lesson-version.entity.js';

/** A lesson at its place in a published course version. */
export interface PublishedLesson {
  courseVersionId: string;
  position: number;
  chapterPosition: number;
  chapterTitle: string;
  /** The same through all versions of the course. */
  lessonId: string;
  lessonVersionId: string;
  title: string;
  mediaId: string;
  durationSeconds: number;
  required: boolean;
}

/** A course with the version that learners see. */
export interface PublishedCourse {
  course: Course;
  version: CourseVersion;
}

/** Reads what is published. Versions are frozen, so nothing here locks. */
@Injectable()
export class PublishedRepository {
  constructor(private readonly dataSource: DataSource) {}

  categories(): Promise<Category[]> {
    return this.dataSource.manager.find(Category, { order: { position: 'ASC' } });
  }

  /** @param ownerIds accounts whose courses match the search words by their instructor's name */
  async search(query: CourseQuery, ownerIds: string[]): Promise<{ courses: PublishedCourse[]; total: number }> {
    const found = this.dataSource.manager
      .createQueryBuilder(Course, 'course')
      .innerJoin(CourseVersion, 'version', 'version.id = course.publishedVersionId')
      .where('course.withdrawnAt IS NULL');
    if (query.category) found.andWhere('version.categoryCode = :category', { category: query.category });
    if (query.q) {
      const byOwner = ownerIds.length > 0 ? ' OR course.ownerAccountId IN (:...ownerIds)' : '';
      found.andWhere(`(version.title LIKE :words OR version.summary LIKE :words${byOwner})`, { words: containing(query.q), ownerIds });
    }
    const [courses, total] = await found
      .orderBy('version.publishedAt', 'DESC')
      .addOrderBy('course.id', 'ASC')
      .offset((query.page - 1) * query.pageSize)
      .limit(query.pageSize)
      .getManyAndCount();
    return { courses: await this.withVersions(courses), total };
  }

  /** Courses of a scope, withdrawn ones among them, whose title has these words, newest first. */
  async within(scope: readonly string[], { q, page, pageSize }: { q?: string; page: number; pageSize: number }): Promise<{ courses: PublishedCourse[]; total: number }> {
    const { sql, params } = withinScope('course.region_path', scope);
    let place = 0;
    const found = this.dataSource.manager
      .createQueryBuilder(Course, 'course')
      .innerJoin(CourseVersion, 'version', 'version.id = course.publishedVersionId')
      .where(sql.replaceAll('?', () => `:scope${place++}`), Object.fromEntries(params.map((path, i) => [`scope${i}`, path])));
    if (q) found.andWhere('version.title LIKE :words', { words: containing(q) });
    const [courses, total] = await found
      .orderBy('version.publishedAt', 'DESC')
      .addOrderBy('course.id', 'ASC')
      .offset((page - 1) * pageSize)
      .limit(pageSize)
      .getManyAndCount();
    return { courses: await this.withVersions(courses), total };
  }

  /** Accounts that own a published course. */
  async ownerIds(): Promise<string[]> {
    const rows: { owner_account_id: string }[] = await this.dataSource.query('SELECT DISTINCT owner_account_id FROM course WHERE published_version_id IS NOT NULL');
    return rows.map((row) => row.owner_account_id);
  }

  async byIds(courseIds: string[]): Promise<PublishedCourse[]> {
    if (courseIds.length === 0) return [];
    return this.withVersions(await this.dataSource.manager.findBy(Course, { id: In(courseIds) }));
  }

  /** Courses at the given versions of theirs, not the newest ones. */
  async byVersions(versionIds: string[]): Promise<PublishedCourse[]> {
    if (versionIds.length === 0) return [];
    const versions = await this.dataSource.manager.findBy(CourseVersion, { id: In(versionIds) });
    const courses = await this.dataSource.manager.findBy(Course, { id: In(versions.map((version) => version.courseId)), publishedVersionId: Not(IsNull()) });
    const byId = new Map(courses.map((course) => [course.id, course]));
    return versions.flatMap((version) => {
      const course = byId.get(version.courseId);
      return course ? [{ course, version }] : [];
    });
  }

  version(id: string, tx: EntityManager = this.dataSource.manager): Promise<CourseVersion | null> {
    return tx.findOneBy(CourseVersion, { id });
  }

  async versionIdsOf(courseId: string): Promise<string[]> {
    const versions = await this.dataSource.manager.find(CourseVersion, { select: { id: true }, where: { courseId } });
    return versions.map(({ id }) => id);
  }

  /** Lessons of course versions, in order. */
  async lessonsOf(courseVersionIds: string[], tx: EntityManager = this.dataSource.manager): Promise<PublishedLesson[]> {
    if (courseVersionIds.length === 0) return [];
    const rows = await this.lessonQuery(tx).where('place.courseVersionId IN (:...courseVersionIds)', { courseVersionIds }).getRawMany<RawLesson>();
    return rows.map(lessonOf);
  }

  /** The places where a lesson version stands, in any published version of any course, newest version first. */
  async placesOf(lessonVersionId: string, tx: EntityManager = this.dataSource.manager): Promise<(PublishedLesson & { courseId: string })[]> {
    const rows = await this.lessonQuery(tx)
      .innerJoin(CourseVersion, 'version', 'version.id = place.courseVersionId')
      .addSelect('version.courseId', 'courseId')
      .where('place.lessonVersionId = :lessonVersionId', { lessonVersionId })
      .orderBy('version.number', 'DESC')
      .getRawMany<RawLesson & { courseId: string }>();
    return rows.map((row) => ({ ...lessonOf(row), courseId: row.courseId }));
  }

  /** Frozen lengths of lesson versions, by id. */
  async durations(lessonVersionIds: string[], tx: EntityManager): Promise<Map<string, number>> {
    if (lessonVersionIds.length === 0) return new Map();
    const versions = await tx.findBy(LessonVersion, { id: In(lessonVersionIds) });
    return new Map(versions.map((version) => [version.id, version.durationSeconds]));
  }

  private lessonQuery(tx: EntityManager) {
    return tx
      .createQueryBuilder()
      .select('place.courseVersionId', 'courseVersionId')
      .addSelect('place.position', 'position')
      .addSelect('place.chapterPosition', 'chapterPosition')
      .addSelect('place.chapterTitle', 'chapterTitle')
      .addSelect('lesson.lessonId', 'lessonId')
      .addSelect('place.lessonVersionId', 'lessonVersionId')
      .addSelect('place.title', 'title')
      .addSelect('place.required', 'required')
      .addSelect('lesson.mediaId', 'mediaId')
      .addSelect('lesson.durationSeconds', 'durationSeconds')
      .from(CourseVersionLesson, 'place')
      .innerJoin(LessonVersion, 'lesson', 'lesson.id = place.lessonVersionId')
      .orderBy('place.courseVersionId')
      .addOrderBy('place.position');
  }

  private async withVersions(courses: Course[]): Promise<PublishedCourse[]> {
    const ids = courses.flatMap((course) => course.publishedVersionId ?? []);
    const versions = ids.length === 0 ? [] : await this.dataSource.manager.findBy(CourseVersion, { id: In(ids) });
    const byId = new Map(versions.map((version) => [version.id, version]));
    return courses.flatMap((course) => {
      const version = course.publishedVersionId && byId.get(course.publishedVersionId);
      return version ? [{ course, version }] : [];
    });
  }
}

/** As the driver reads it, without the entity: 0 and 1. */
type RawLesson = Omit<PublishedLesson, 'required'> & { required: number };

function lessonOf({ required, ...lesson }: RawLesson): PublishedLesson {
  return { ...lesson, required: required === 1 };
}

/** A pattern for LIKE. */
function containing(words: string): string {
  return `%${words.replace(/[\\%_]/g, '\\$&')}%`;
}
