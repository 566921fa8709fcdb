import { courseEvidenceOf, courseFinishedOn, courseValue, entryKey } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { CourseVersionsService, type VersionOfCourse } from '../catalog/course-versions.service.js';
import { FinishedCoursesService } from '../catalog/finished-courses.service.js';
import { PoliciesService } from '../credits/policies/policies.service.js';
import { PostingService } from '../credits/posting.service.js';
import type { PersonStanding } from '../identity/persons.service.js';
import { Enrolment } from './enrolment.entity.js';
import { LessonCompletion } from './lesson-completion.entity.js';

/** Something that may have been the last that a course asked for. */
export interface CourseStep {
  person: PersonStanding;
  /** The version in which it was done. */
  courseVersionId: string;
  /** Shanghai date that it bears. */
  date: string;
  nowMs: number;
}

/** Notices when a course is finished: stamps the enrolment once, and posts the course's own value where the policy has one (credit-rules.md 8). */
@Injectable()
export class CourseFinishService {
  constructor(
    private readonly versions: CourseVersionsService,
    private readonly finished: FinishedCoursesService,
    private readonly policies: PoliciesService,
    private readonly posting: PostingService,
  ) {}

  /**
   * Call it in the transaction that has written the completion, the result or the choice of a version. It locks the end of
   * the person's chain before it looks, so that of a last lesson and a quiz that end at once the later one sees the other,
   * also where the person has left the course.
   * @returns the units that were posted
   */
  async settle(tx: EntityManager, step: CourseStep): Promise<number> {
    const version = (await this.versions.byIds([step.courseVersionId], tx)).get(step.courseVersionId);
    if (!version) return 0;
    await this.posting.lockHead(tx, step.person.id);
    const enrolment = await tx.findOne(Enrolment, { where: { personId: step.person.id, courseId: version.courseId }, lock: { mode: 'pessimistic_write' } });
    const studied = enrolment?.courseVersionId === version.id ? enrolment : null;
    const key = entryKey.course(step.person.id, version.id);
    if (studied?.finishedAt && (version.fixedUnits === null || (await this.posting.isPosted(tx, key)))) return 0;
    if (!(await this.finished.versionsAmong(step.person.id, [version.id], tx)).has(version.id)) return 0;
    if (studied && !studied.finishedAt) await tx.update(Enrolment, { personId: step.person.id, courseId: version.courseId }, { finishedAt: new Date(step.nowMs) });
    const finishedOn = version.fixedUnits === null ? null : await this.earnedOn(tx, step, version);
    return finishedOn === null ? 0 : this.post(tx, step, version, { key, finishedOn });
  }

  /**
   * The date on which a finished version has earned its own value, null while it has not: for that every required lesson counts, also
   * one that is taken down now, which the mark of having finished does without (credit-rules.md 8). Usually that is the date of the last step; but a quiz that
   * was marked by hand bears the date of its submission, and a required lesson may have been completed later than that.
   */
  private async earnedOn(tx: EntityManager, { person, date }: CourseStep, version: VersionOfCourse): Promise<string | null> {
    const required = await this.versions.requiredLessons(version.id, tx);
    if (required.length === 0) return date;
    const rounds = await tx.find(LessonCompletion, { select: { lessonVersionId: true, date: true }, where: { personId: person.id, lessonVersionId: In(required) }, order: { round: 'DESC' } });
    // Of several rounds the first, which comes last here, is the one that counts.
    const completedOn = new Map(rounds.map((round) => [round.lessonVersionId, round.date]));
    return required.every((id) => completedOn.has(id)) ? courseFinishedOn(date, required, completedOn) : null;
  }

  private async post(tx: EntityManager, { person, nowMs }: CourseStep, version: VersionOfCourse, { key, finishedOn }: { key: string; finishedOn: string }): Promise<number> {
    const policy = this.policies.on(finishedOn);
    const units = courseValue(policy, version.fixedUnits);
    if (units === 0) return 0;
    if (await this.posting.isPosted(tx, key)) return 0;
    await this.posting.post(tx, person, { kind: 'course', sourceId: version.id, key, units, date: finishedOn, policyVersion: policy.version, recordedAt: nowMs, evidence: { ...courseEvidenceOf(version) } });
    return units;
  }
}
