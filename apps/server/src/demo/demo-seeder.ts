import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Category } from '../catalog/category.entity.js';
import { Chapter } from '../catalog/chapter.entity.js';
import { CourseInvitation } from '../catalog/course-invitation.entity.js';
import { CoursePrerequisite } from '../catalog/course-prerequisite.entity.js';
import { CourseVersionLesson } from '../catalog/course-version-lesson.entity.js';
import { CourseVersion } from '../catalog/course-version.entity.js';
import { Course } from '../catalog/course.entity.js';
import { LessonVersion } from '../catalog/lesson-version.entity.js';
import { Lesson } from '../catalog/lesson.entity.js';
import { Closing } from '../credits/closing/closing.entity.js';
import { CreditEntry } from '../credits/credit-entry.entity.js';
import { Attendance } from '../credits/corrections/attendance.entity.js';
import { CreditCorrection } from '../credits/corrections/credit-correction.entity.js';
import { CreditHead } from '../credits/credit-head.entity.js';
import { Account } from '../identity/account.entity.js';
import { Consent } from '../identity/consents/consent.entity.js';
import { Membership } from '../identity/membership.entity.js';
import { Person } from '../identity/person.entity.js';
import { RealNameClaim } from '../identity/real-name/real-name-claim.entity.js';
import { Residence } from '../identity/residence.entity.js';
import { RoleGrant } from '../identity/role-grant.entity.js';
import { Enrolment } from '../learning/enrolment.entity.js';
import { LessonCompletion } from '../learning/lesson-completion.entity.js';
import { LessonProgressRow } from '../learning/lesson-progress.entity.js';
import { PlaySession } from '../learning/play-session.entity.js';
import { CourseRating } from '../learning/ratings/course-rating.entity.js';
import { Media } from '../media/media.entity.js';
import { Organisation } from '../organisations/organisation.entity.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { LearningGroupMember } from '../points/learning-group-member.entity.js';
import { LearningGroup } from '../points/learning-group.entity.js';
import { PointEntry } from '../points/point-entry.entity.js';
import { CourseQuiz } from '../quizzes/course-quiz.entity.js';
import { CourseVersionCheckpoint } from '../quizzes/course-version-checkpoint.entity.js';
import { CourseVersionQuestion } from '../quizzes/course-version-question.entity.js';
import { LessonCheckpoint } from '../quizzes/lesson-checkpoint.entity.js';
import { QuestionRow } from '../quizzes/question.entity.js';
import { QuizResult } from '../quizzes/quiz-result.entity.js';
import { RegionHistory } from '../regions/region-history.entity.js';
import { Region } from '../regions/region.entity.js';
import { type ClaimantRows, DemoClaimants } from './demo-claimants.js';
import { DemoClosings } from './demo-closings.js';
import { DemoPeople, type PeopleRows } from './demo-people.js';
import { insertAll } from './insert-all.js';
import { catalogRows, categoryRows } from './world/catalog-rows.js';
import { invitationRows, prerequisiteRows, ratingRows } from './world/course-rule-rows.js';
import { demoId } from './world/demo-id.js';
import { type DemoWorld, demoWorld } from './world/demo-world.js';
import { groupRows, pointRows } from './world/point-rows.js';
import { quizRows } from './world/quiz-rows.js';
import { regionHistoryRows } from './world/region-rows.js';

/** Tables that an installation in use has rows in. */
const IN_USE = [Account, Region, Course];

/** Fills an empty database with the demo. */
@Injectable()
export class DemoSeeder {
  constructor(
    private readonly dataSource: DataSource,
    private readonly people: DemoPeople,
    private readonly claimants: DemoClaimants,
    private readonly closings: DemoClosings,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores the whole demo in one transaction, then runs the annual closings.
   * @param say tells how far it is
   * @param beforeStoring is called once the database is known to be empty: what it leaves must be there when the demo is
   * @returns false when the database is not empty; it is then left alone
   */
  async seed(say: (line: string) => void, beforeStoring: () => Promise<void>): Promise<boolean> {
    for (const table of IN_USE) if (await this.dataSource.manager.existsBy(table, {})) return false;
    say('两年的学习记录 · two years of learning');
    const world = demoWorld(this.clock.now());
    say('账号和实名 · accounts and real names');
    const people = await this.people.rows(world);
    const claimants = await this.claimants.rows(world, people.reviewerAccountId);
    const closings = this.closings.rows(world.nowMs, people.platformAdminAccountId);
    await beforeStoring();
    say(`存入 ${world.courses.length} 门课、${people.persons.length + claimants.persons.length} 个人 · storing courses and people`);
    await inTransaction(this.dataSource, (tx) => store(tx, world, people, claimants, closings));
    say('年度结算 · annual closings');
    await this.closings.run(closings);
    return true;
  }
}

async function store(tx: EntityManager, world: DemoWorld, people: PeopleRows, claimants: ClaimantRows, closings: Closing[]): Promise<void> {
  const catalog = catalogRows(world.courses, people, world.nowMs);
  const owners = new Map(catalog.courses.map(({ id, ownerAccountId }) => [id, ownerAccountId]));
  const quizzes = quizRows(world.courses);
  const { learners } = world;
  await insertAll(tx, Region, [...world.regions.values()]);
  await insertAll(tx, RegionHistory, regionHistoryRows(world.regions));
  await tx.upsert(Category, categoryRows(), ['code']);
  const persons = [...people.persons, ...claimants.persons];
  await insertAll(tx, Organisation, world.organisations);
  await insertAll(tx, Person, persons);
  await insertAll(tx, Residence, persons.flatMap(residenceOf));
  await insertAll(tx, Membership, world.memberships);
  await insertAll(tx, Account, [...people.accounts, ...claimants.accounts]);
  await insertAll(tx, Consent, [...people.consents, ...claimants.consents]);
  await insertAll(tx, RealNameClaim, claimants.claims);
  await insertAll(tx, RoleGrant, people.roleGrants);
  await insertAll(tx, Course, catalog.courses);
  await insertAll(tx, Chapter, catalog.chapters);
  await insertAll(tx, Lesson, catalog.lessons);
  await insertAll(tx, Media, catalog.media);
  await insertAll(tx, CourseVersion, catalog.courseVersions);
  await insertAll(tx, LessonVersion, catalog.lessonVersions);
  await insertAll(tx, CourseVersionLesson, catalog.courseVersionLessons);
  await insertAll(tx, QuestionRow, quizzes.questions);
  await insertAll(tx, CourseQuiz, quizzes.quizzes);
  await insertAll(tx, LessonCheckpoint, quizzes.checkpoints);
  await insertAll(tx, CourseVersionQuestion, quizzes.versionQuestions);
  await insertAll(tx, CourseVersionCheckpoint, quizzes.versionCheckpoints);
  await insertAll(tx, CoursePrerequisite, prerequisiteRows(world.courses));
  await insertAll(tx, CourseInvitation, invitationRows(world.courses, ({ id }) => owners.get(id)!, world.nowMs));
  await insertAll(tx, Enrolment, learners.flatMap((learner) => learner.enrolments));
  await insertAll(tx, PlaySession, learners.flatMap((learner) => learner.playSessions));
  await insertAll(tx, LessonProgressRow, learners.flatMap((learner) => learner.progress));
  await insertAll(tx, LessonCompletion, learners.flatMap((learner) => learner.completions));
  const ratings = ratingRows(world.courses, learners, world.nowMs);
  await insertAll(tx, CourseRating, ratings);
  await insertAll(tx, PointEntry, pointRows(learners, ratings));
  const { groups, members } = groupRows(world.regions, learners, world.nowMs);
  await insertAll(tx, LearningGroup, groups);
  await insertAll(tx, LearningGroupMember, members);
  await insertAll(tx, CreditEntry, learners.flatMap((learner) => learner.entries));
  const by = people.roleGrants.find(({ role }) => role === 'platform_admin')!.accountId;
  await insertAll(tx, QuizResult, learners.flatMap(({ evidence }) => evidence.quizResults));
  await insertAll(tx, Attendance, learners.flatMap(({ evidence }) => evidence.attendances.map((row) => ({ ...row, recordedBy: by }))));
  await insertAll(tx, CreditCorrection, learners.flatMap(({ evidence }) => evidence.grants.map((row) => ({ ...row, requestedBy: by, decidedBy: by }))));
  await insertAll(tx, CreditHead, learners.flatMap((learner) => learner.head ?? []));
  await insertAll(tx, Closing, closings);
}

/** Everyone of the demo lives where they have lived since they came. */
function residenceOf({ id: personId, regionId, regionPath, createdAt }: Person): Residence[] {
  if (regionId === null || regionPath === null) return [];
  return [{ id: demoId(`residence:${personId}`, createdAt.getTime()), personId, regionId, regionPath, validFrom: createdAt, validTo: null, changedBy: null }];
}
