import { shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CatalogService, type PlayableLesson } from '../catalog/catalog.service.js';
import { InvitationsService } from '../catalog/invitations.service.js';
import { JoiningService } from '../catalog/joining.service.js';
import { PostingService } from '../credits/posting.service.js';
import { PersonsService } from '../identity/persons.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { LimitsService } from '../platform/limits/limits.service.js';
import { CourseFinishService } from './course-finish.service.js';
import { Enrolment } from './enrolment.entity.js';

/** Joining courses, staying on a version of them, and leaving. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: CatalogService,
    private readonly joining: JoiningService,
    private readonly invitations: InvitationsService,
    private readonly limits: LimitsService,
    private readonly persons: PersonsService,
    private readonly posting: PostingService,
    private readonly finishing: CourseFinishService,
    private readonly clock: Clock,
  ) {}

  /**
   * 加入课程, at its present version; again changes nothing, whatever has become of the course or of the code.
   * @param code of an invitation, as it was typed
   * @throws Problem not_found, prerequisite_missing, enrolment_closed, invitation_invalid, too_many_attempts
   */
  async enrol(personId: string, courseId: string, code?: string): Promise<void> {
    if (await this.isEnrolled(personId, courseId)) return;
    const { rule, versionId } = await this.joining.assertMayJoin(personId, courseId, code !== undefined);
    if (rule === 'invitation' && code !== undefined) await this.enrolByCode(personId, courseId, versionId, code);
    else await this.ensure(this.dataSource.manager, personId, courseId, versionId);
  }

  /**
   * The lesson that a person opens, in the course version they study: the one they began, or the newest, if they may join the course.
   * @throws Problem not_found (no such published lesson), course_withdrawn, prerequisite_missing, enrolment_closed
   */
  async openable(personId: string, lessonVersionId: string): Promise<PlayableLesson> {
    const begun = await this.versionFor(personId, lessonVersionId);
    const lesson = await this.catalog.playable(lessonVersionId, begun ?? undefined);
    if (begun === null && !(await this.isEnrolled(personId, lesson.courseId))) await this.joining.assertMayJoin(personId, lesson.courseId, false);
    else if ((await this.catalog.standings([lesson.courseId])).get(lesson.courseId)?.withdrawn) throw new Problem('course_withdrawn');
    return lesson;
  }

  /** Enrols where that is missing, once it is known that they may. A learner stays on the version they began. */
  async ensure(tx: EntityManager, personId: string, courseId: string, courseVersionId: string, invitationId: string | null = null): Promise<void> {
    await tx.query(
      'INSERT INTO enrolment (person_id, course_id, course_version_id, enrolled_at, invitation_id) VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE person_id = person_id',
      [personId, courseId, courseVersionId, this.clock.date(), invitationId],
    );
  }

  /**
   * 换到新版本. What was completed in the version before stays completed wherever the new one has it, and earned credits stay anyway;
   * where nothing is left to do in the new one, it is finished by being chosen.
   * @param versionId the version that the learner has looked at
   * @throws Problem not_found (not enrolled), course_withdrawn, invalid_input (there is a newer one by now)
   */
  async chooseVersion(personId: string, courseId: string, versionId: string): Promise<void> {
    const course = (await this.catalog.standings([courseId])).get(courseId);
    if (!course || !(await this.isEnrolled(personId, courseId))) throw new Problem('not_found');
    if (course.withdrawn) throw new Problem('course_withdrawn');
    if (course.versionId !== versionId) throw new Problem('invalid_input', [{ field: 'versionId', message: '课程又有了更新，请刷新页面看过以后再换' }]);
    const nowMs = this.clock.now();
    await inTransaction(this.dataSource, async (tx) => {
      // The end of the chain before the enrolment, in the order of all who finish courses.
      await this.posting.lockHead(tx, personId);
      await tx.update(Enrolment, { personId, courseId }, { courseVersionId: versionId });
      const person = (await this.persons.standings([personId], tx)).get(personId)!;
      await this.finishing.settle(tx, { person, courseVersionId: versionId, date: shanghaiDate(nowMs), nowMs });
    });
  }

  /** 退出课程. Progress and credits stay; to come back, they must be let in again. Again changes nothing. */
  async leave(personId: string, courseId: string): Promise<void> {
    await this.dataSource.manager.delete(Enrolment, { personId, courseId });
  }

  /** The course version, among those the person studies, in which a lesson version stands; null when in none. */
  private async versionFor(personId: string, lessonVersionId: string): Promise<string | null> {
    const enrolments = await this.dataSource.manager.findBy(Enrolment, { personId });
    const lessons = await this.catalog.lessonsOf(enrolments.map((enrolment) => enrolment.courseVersionId));
    return lessons.find((lesson) => lesson.lessonVersionId === lessonVersionId)?.courseVersionId ?? null;
  }

  /** Codes that did not fit count: guessing one takes longer than it is valid. */
  private async enrolByCode(personId: string, courseId: string, versionId: string, code: string): Promise<void> {
    const hit = { limit: 'invitation_person', key: personId } as const;
    await this.limits.take(hit);
    await inTransaction(this.dataSource, async (tx) => {
      const invitationId = await this.invitations.hold(tx, courseId, code);
      if (await tx.existsBy(Enrolment, { personId, courseId })) return;
      await this.ensure(tx, personId, courseId, versionId, invitationId);
      await this.invitations.used(tx, invitationId);
    });
    await this.limits.giveBack(hit);
  }

  /** Whether a person has joined a course and not left it. */
  isEnrolled(personId: string, courseId: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(Enrolment, { personId, courseId });
  }
}
