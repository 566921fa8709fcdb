import { type QuizSettings, courseRequirements } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { CourseVersion } from './course-version.entity.js';
import { Course } from './course.entity.js';
import { PublishedRepository } from './published.repository.js';

/** A published version with what is so of its course now. */
export interface VersionOfCourse {
  id: string;
  courseId: string;
  title: string;
  quiz: QuizSettings | null;
  fixedUnits: number | null;
  ownerAccountId: string;
  withdrawn: boolean;
}

/** Published versions as other features meet them. What a version says was frozen when it was published. */
@Injectable()
export class CourseVersionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly published: PublishedRepository,
  ) {}

  /** By id; versions that do not exist are left out. */
  async byIds(ids: string[], tx: EntityManager = this.dataSource.manager): Promise<Map<string, VersionOfCourse>> {
    if (ids.length === 0) return new Map();
    const versions = await tx.findBy(CourseVersion, { id: In([...new Set(ids)]) });
    const courses = await tx.find(Course, { select: { id: true, ownerAccountId: true, withdrawnAt: true }, where: { id: In(versions.map(({ courseId }) => courseId)) } });
    const byId = new Map(courses.map((course) => [course.id, course]));
    return new Map(
      versions.map(({ id, courseId, title, quiz, fixedUnits }) => {
        const { ownerAccountId, withdrawnAt } = byId.get(courseId)!;
        return [id, { id, courseId, title, quiz, fixedUnits, ownerAccountId, withdrawn: withdrawnAt !== null }];
      }),
    );
  }

  /** Lesson versions that a version's own value asks for: not optional ones or documents, but what is taken down now as well. */
  async requiredLessons(id: string, tx: EntityManager): Promise<string[]> {
    const lessons = await this.published.lessonsOf([id], tx);
    return courseRequirements(lessons.map((lesson) => ({ ...lesson, takenDown: false }))).map(({ lessonVersionId }) => lessonVersionId);
  }

  /** Versions of all courses of an instructor. */
  async idsOfOwner(accountId: string): Promise<string[]> {
    const courses = await this.dataSource.manager.find(Course, { select: { id: true }, where: { ownerAccountId: accountId } });
    if (courses.length === 0) return [];
    const versions = await this.dataSource.manager.find(CourseVersion, { select: { id: true }, where: { courseId: In(courses.map(({ id }) => id)) } });
    return versions.map(({ id }) => id);
  }
}
