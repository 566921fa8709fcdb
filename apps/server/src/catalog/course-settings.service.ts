import type { EnrolmentRule } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OrganisationLookup } from '../organisations/organisation-lookup.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { CourseOrganisation } from './course-organisation.entity.js';
import { CoursePrerequisite } from './course-prerequisite.entity.js';
import type { CourseSettingsDto, EnrolmentSettingsDto } from './course-settings.dto.js';
import { Course } from './course.entity.js';
import { PublishedRepository } from './published.repository.js';

/** What decides whether someone may join a course. */
export interface CourseGate {
  rule: EnrolmentRule;
  withdrawn: boolean;
  /** The version that is begun now. */
  versionId: string;
  /** Courses to be finished before, in order of title. Those that are withdrawn bar nobody. */
  prerequisites: { id: string; title: string }[];
  organisationIds: string[];
}

/** Who may join a course. */
@Injectable()
export class CourseSettingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly published: PublishedRepository,
    private readonly organisations: OrganisationLookup,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found unless the course is the caller's own */
  async get(accountId: string, courseId: string): Promise<CourseSettingsDto> {
    const course = await this.dataSource.manager.findOneBy(Course, { id: courseId, ownerAccountId: accountId });
    if (!course) throw new Problem('not_found');
    const rows = await this.dataSource.manager.findBy(CoursePrerequisite, { courseId });
    const organisationIds = await this.organisationsOf(courseId);
    const names = await this.organisations.names(organisationIds);
    const required = await this.published.byIds(rows.map(({ requiredCourseId }) => requiredCourseId));
    return {
      rule: course.enrolmentRule,
      prerequisites: required.map(({ course: { id }, version }) => ({ id, name: version.title })),
      organisations: organisationIds.flatMap((id) => ({ id, name: names.get(id) ?? '' })),
      dueOn: course.dueOn,
    };
  }

  /** Holds from the commit on; whoever has joined stays. @throws Problem not_found, invalid_input */
  async change(accountId: string, courseId: string, input: EnrolmentSettingsDto): Promise<CourseSettingsDto> {
    await this.assertOffered(input.prerequisiteIds);
    await this.assertOrganisations(input.organisationIds);
    await inTransaction(this.dataSource, async (tx) => {
      const course = await tx.findOne(Course, { where: { id: courseId, ownerAccountId: accountId }, lock: { mode: 'pessimistic_write' } });
      if (!course) throw new Problem('not_found');
      await tx.update(Course, { id: courseId }, { enrolmentRule: input.rule, dueOn: input.dueOn, updatedAt: this.clock.date() });
      await tx.delete(CourseOrganisation, { courseId });
      await tx.delete(CoursePrerequisite, { courseId });
      if (input.organisationIds.length > 0) await tx.insert(CourseOrganisation, [...new Set(input.organisationIds)].map((organisationId) => ({ courseId, organisationId })));
      if (input.prerequisiteIds.length > 0) await tx.insert(CoursePrerequisite, [...new Set(input.prerequisiteIds)].map((requiredCourseId) => ({ courseId, requiredCourseId })));
      await assertNoCircle(tx, courseId);
    });
    return this.get(accountId, courseId);
  }

  /** Null where nothing is published. */
  async gateOf(courseId: string): Promise<CourseGate | null> {
    const course = await this.dataSource.manager.findOneBy(Course, { id: courseId });
    if (!course?.publishedVersionId) return null;
    const prerequisites: CourseGate['prerequisites'] = await this.dataSource.query(
      `SELECT required.id, version.title
         FROM course_prerequisite prerequisite
         JOIN course required ON required.id = prerequisite.required_course_id AND required.withdrawn_at IS NULL
         JOIN course_version version ON version.id = required.published_version_id
        WHERE prerequisite.course_id = ? ORDER BY version.title, required.id`,
      [courseId],
    );
    return {
      rule: course.enrolmentRule,
      withdrawn: course.withdrawnAt !== null,
      versionId: course.publishedVersionId,
      prerequisites,
      organisationIds: course.enrolmentRule === 'organisation' ? await this.organisationsOf(courseId) : [],
    };
  }

  private async organisationsOf(courseId: string): Promise<string[]> {
    const rows = await this.dataSource.manager.findBy(CourseOrganisation, { courseId });
    return rows.map(({ organisationId }) => organisationId);
  }

  /** A prerequisite is a course that can be joined and finished. */
  private async assertOffered(courseIds: string[]): Promise<void> {
    const offered = (await this.published.byIds(courseIds)).filter(({ course }) => course.withdrawnAt === null);
    if (offered.length < new Set(courseIds).size) throw new Problem('invalid_input', [{ field: 'prerequisiteIds', message: '先修课程要已经发布，没有下架' }]);
    const finishable = new Set((await this.published.lessonsOf(offered.map(({ version }) => version.id))).filter(({ durationSeconds }) => durationSeconds > 0).map(({ courseVersionId }) => courseVersionId));
    const endless = offered.find(({ version }) => !finishable.has(version.id) && version.quiz === null);
    if (endless) throw new Problem('invalid_input', [{ field: 'prerequisiteIds', message: `“${endless.version.title}”只有文档，没有学完的时候，请选择别的课程` }]);
  }

  private async assertOrganisations(ids: string[]): Promise<void> {
    const known = await this.organisations.names(ids);
    if (known.size < new Set(ids).size) throw new Problem('invalid_input', [{ field: 'organisationIds', message: '请选择列出的单位' }]);
  }
}

/**
 * A course must not be its own prerequisite, by whatever way. Each change writes first and then looks, locking what it
 * reads: of two changes that together would close a circle one waits for the other, or is run again.
 * @throws Problem invalid_input
 */
async function assertNoCircle(tx: EntityManager, courseId: string): Promise<void> {
  const seen = new Set<string>();
  for (let reached = [courseId]; reached.length > 0; ) {
    const rows: { id: string }[] = await tx.query('SELECT required_course_id AS id FROM course_prerequisite WHERE course_id IN (?) LOCK IN SHARE MODE', [reached]);
    if (rows.some(({ id }) => id === courseId)) throw new Problem('invalid_input', [{ field: 'prerequisiteIds', message: '先修课程绕成了圈：选的课程本身又要先学这门课，请去掉它' }]);
    reached = [...new Set(rows.map(({ id }) => id))].filter((id) => !seen.has(id));
    for (const id of reached) seen.add(id);
  }
}
