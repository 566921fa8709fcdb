import { randomUUID } from 'node:crypto';
import type { Role } from '@xuexi/domain';
import type { InvitationDto } from '../../src/catalog/course-settings.dto.js';
import type { TaughtCourseDetailDto } from '../../src/catalog/teaching.dto.js';
import { Account } from '../../src/identity/account.entity.js';
import { Session } from '../../src/identity/session.entity.js';
import { Course } from '../../src/catalog/course.entity.js';
import type { NoteDto } from '../../src/learning/notes/notes.dto.js';
import { CourseRating } from '../../src/learning/ratings/course-rating.entity.js';
import type { PlaySessionDto } from '../../src/learning/learning.dto.js';
import type { QuizAttemptDto } from '../../src/quizzes/attempts.dto.js';
import { AuditLog } from '../../src/platform/audit/audit-log.js';
import { newId } from '../../src/platform/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Region } from '../../src/regions/region.entity.js';
import { someCaptions } from '../factories/captions.js';
import { aDocument, aPostedGrant, aWaitingGrant, anAppeal } from '../factories/corrections.js';
import { aPublishedCourse } from '../factories/courses.js';
import { aPosting, post } from '../factories/ledger.js';
import { anImport } from '../factories/imports.js';
import { anOrganisation } from '../factories/organisations.js';
import { aGroup } from '../factories/groups.js';
import { SHORT, aQuiz } from '../factories/quizzes.js';
import { type Someone, aClaim, aColleague, aGrant, aPerson, confirmed, newIdNumber, newPhone } from '../factories/persons.js';
import { aQuestion } from '../factories/questions.js';
import { aRegion, moveRegion } from '../factories/regions.js';
import { aClosingWith, aStatementBatch } from '../factories/statements.js';
import type { World } from '../support/world.js';

/** Where a subject lies, seen from the region of a caller's grant. The moved ones lay on the other side when it was given. */
export const RELATIONS = ['own', 'child', 'sibling', 'ancestor', 'movedIn', 'movedOut'] as const;
export type Relation = (typeof RELATIONS)[number];
export const INSIDE: readonly Relation[] = ['own', 'child', 'movedIn'];

/** One of everything that lies in a region or belongs to someone there; ids unless said otherwise. */
export interface Subject {
  region: string;
  person: string;
  account: string;
  phone: string;
  loginNumber: string;
  idNumber: string;
  grant: string;
  /** Of somebody else there, pending. */
  claim: string;
  /** In review. */
  course: string;
  media: string;
  captions: string;
  /** Of the course. */
  rating: string;
  /** Media of a document in the same course. */
  document: string;
  regionCode: string;
  /** An empty region under the region. */
  below: string;
  organisation: string;
  organisationName: string;
  /** Its dry run is done. */
  import: string;
  /** In force, of last year. */
  statement: string;
  /** Done. */
  statementBatch: string;
  /** Of the person. */
  creditEntry: string;
  /** Of the person, waiting for a second one to approve. */
  correction: string;
  /** Against a correction. */
  appeal: string;
  /** What the correction rests on. */
  creditDocument: string;
}

/** What belongs to one account, in the district of the grants. */
export interface Belongings extends Subject {
  draft: string;
  chapter: string;
  lesson: string;
  /** Of the draft's bank. */
  question: string;
  /** A correction of their credits. */
  posted: string;
  /** A correction that they asked for. */
  request: string;
  playSession: string;
  /** Being answered. */
  quizAttempt: string;
  /** Waits to be marked, in a course of theirs. */
  waitingAttempt: string;
  entry: string;
  note: string;
  /** That they founded. */
  group: string;
  /** To the draft. */
  invitation: string;
  /** A session, as the list of devices names it. */
  device: string;
}

/** A city in which every role is held over one district, and two streets that changed their district since. */
export class Terrain {
  private made = 0;

  private constructor(
    private readonly world: World,
    private readonly regions: Record<Relation, Region>,
    private readonly instructor: Someone,
    private readonly staff: Someone,
  ) {}

  static async lay(world: World): Promise<Terrain> {
    const ancestor = await aRegion(world);
    const [own, sibling] = [await aRegion(world, ancestor), await aRegion(world, ancestor)];
    const [child, movedIn, movedOut] = [await aRegion(world, own), await aRegion(world, sibling), await aRegion(world, own)];
    const instructor = await aColleague(world, 'instructor', child, own);
    const staff = await aPerson(world, { region: ancestor });
    return new Terrain(world, { own, child, sibling, ancestor, movedIn, movedOut }, instructor, staff);
  }

  /** Someone with a role over the district, platform admins over everything; their session is in use and confirmed. */
  async holder(role: Role): Promise<Someone> {
    const { own, child } = this.regions;
    const someone = role === 'learner' ? await aPerson(this.world, { region: child }) : await aColleague(this.world, role, child, role === 'platform_admin' ? null : own);
    await confirmed(this.world, someone);
    await someone.agent.get('/api/me');
    return someone;
  }

  /** A new one of everything in a region. @param options.claim a claim, too: the queue of claims is a page long */
  async subject(relation: Relation, { claim = true } = {}): Promise<Subject> {
    const region = this.regions[relation];
    const { world, instructor, staff } = this;
    const someone = await aPerson(world, { region });
    const loginNumber = String(26_000_000 + ++this.made);
    await world.db.manager.update(Account, { id: someone.accountId }, { loginNumber });
    const grant = await aGrant(world, staff.accountId, 'reviewer', region);
    const { courseId, lessons } = await aPublishedCourse(world, instructor, [60, 0], { region });
    await world.db.manager.update(Course, { id: courseId }, { state: 'in_review' });
    const rating = newId();
    await world.db.manager.insert(CourseRating, { id: rating, personId: someone.personId, courseId, stars: 4, comment: '讲得清楚', createdAt: world.clock.date(), updatedAt: world.clock.date() });
    const organisation = await anOrganisation(world, region);
    const creditDocument = await aDocument(world, staff.accountId);
    const creditEntry = await post(world, someone.personId, aPosting(36_000, '2026-02-01'));
    await inTransaction(world.db, (tx) => world.api.app.get(AuditLog).record(tx, { action: 'desk.register', by: staff.accountId, on: { kind: 'person', id: someone.personId }, regionPath: region.path }));
    return {
      region: region.id,
      person: someone.personId,
      account: someone.accountId,
      phone: someone.phone,
      loginNumber,
      idNumber: someone.idNumber,
      grant,
      claim: claim ? await aClaim(world, (await aPerson(world, { region, verifiedAt: null })).personId) : randomUUID(),
      course: courseId,
      media: lessons[0]!.mediaId,
      document: lessons[1]!.mediaId,
      rating,
      captions: (await someCaptions(world, lessons[0]!.mediaId)).id,
      regionCode: region.code,
      below: (await aRegion(world, region)).id,
      organisation: organisation.id,
      organisationName: organisation.name,
      import: await anImport(world, region),
      statement: (await aClosingWith(world, [{ personId: someone.personId, region }]))[0]!.id,
      statementBatch: await aStatementBatch(world, region),
      creditEntry: creditEntry!.id,
      appeal: await anAppeal(world, await aPostedGrant(world, { personId: someone.personId, regionId: region.id, regionPath: region.path, requestedBy: staff.accountId })),
      correction: await aWaitingGrant(world, { personId: someone.personId, regionId: region.id, regionPath: region.path, requestedBy: staff.accountId, documentId: creditDocument }),
      creditDocument,
    };
  }

  /** What belongs to someone who learns and teaches in the district. */
  async belongings(): Promise<Belongings> {
    const { agent, personId, accountId } = this.instructor;
    const subject = await this.subject('own');
    const draft = await agent.post<TaughtCourseDetailDto>('/api/teaching/courses', { title: '草稿', categoryCode: 'arts' });
    const withChapter = await agent.post<TaughtCourseDetailDto>(`/api/teaching/courses/${draft.body.id}/chapters`, { title: '章' });
    const chapter = withChapter.body.chapters[0]!.id;
    const withLesson = await agent.post<TaughtCourseDetailDto>(`/api/teaching/chapters/${chapter}/lessons`, { title: '课' });
    const question = (await aQuestion(this.instructor, draft.body.id)).id;
    const invitation = await agent.post<InvitationDto>(`/api/teaching/courses/${draft.body.id}/invitations`, { validUntil: '2099-12-31', maxUses: null });
    const { courseId, versionId, lessons } = await aPublishedCourse(this.world, this.instructor, [60], { region: this.regions.own });
    const quizAttempt = await this.attempt(courseId, versionId, false);
    const opened = await agent.post<PlaySessionDto>('/api/play-sessions', { lessonVersionId: lessons[0]!.lessonVersionId });
    const note = await agent.post<NoteDto>('/api/my/notes', { lessonVersionId: lessons[0]!.lessonVersionId, position: 3, text: '先捏圆' });
    const entry = await post(this.world, personId, aPosting(36_000, '2026-02-01'));
    const [statement] = await aClosingWith(this.world, [{ personId, region: this.regions.own }]);
    const request = await aWaitingGrant(this.world, { personId: subject.person, regionId: subject.region, regionPath: this.regions.own.path, requestedBy: accountId });
    const posted = await aPostedGrant(this.world, { personId, regionId: this.regions.own.id, regionPath: this.regions.own.path, requestedBy: accountId });
    const { id: device } = await this.world.db.manager.findOneByOrFail(Session, { accountId });
    const taught = await aPublishedCourse(this.world, this.instructor, [60], { region: this.regions.own });
    const waitingAttempt = await this.attempt(taught.courseId, taught.versionId, true);
    const group = await aGroup(this.world, this.instructor);
    return { ...subject, quizAttempt, waitingAttempt, group, device: device!, draft: draft.body.id, invitation: invitation.body.id, chapter, lesson: withLesson.body.chapters[0]!.lessons[0]!.id, question, request, posted, playSession: opened.body.playSessionId, entry: entry!.id, note: note.body.id, statement: statement!.id };
  }

  /** An attempt of the instructor at a quiz of one short answer. */
  private async attempt(courseId: string, versionId: string, submitted: boolean): Promise<string> {
    const { agent } = this.instructor;
    const [questionId] = await aQuiz(this.world, versionId, { contents: [SHORT] });
    await agent.post(`/api/courses/${courseId}/enrolment`);
    const { body } = await agent.post<QuizAttemptDto>(`/api/courses/${courseId}/quiz/attempts`);
    if (submitted) await agent.post(`/api/quiz-attempts/${body.id}/submission`, { last: { seq: 1, answers: { [questionId!]: { kind: 'short', text: '因为安全' } } } });
    return body.id;
  }

  /** Nothing that exists. */
  absent(): Belongings {
    const names = ['region', 'person', 'account', 'grant', 'claim', 'course', 'media', 'captions', 'rating', 'note', 'document', 'below', 'organisation', 'import', 'draft', 'invitation', 'chapter', 'lesson', 'question', 'request', 'playSession', 'quizAttempt', 'waitingAttempt', 'group', 'entry', 'statement', 'device', 'creditEntry', 'correction', 'posted', 'appeal', 'statementBatch', 'creditDocument'] as const;
    return { ...(Object.fromEntries(names.map((name) => [name, randomUUID()])) as Record<(typeof names)[number], string>), phone: newPhone(), idNumber: newIdNumber(), loginNumber: '25999999', regionCode: '990199000000', organisationName: '没有的单位' };
  }

  /** Moves one street into the district and another one out of it, under the sessions that are open. */
  async move(): Promise<void> {
    const { own, sibling, movedIn, movedOut } = this.regions;
    await moveRegion(this.world, movedIn, own);
    await moveRegion(this.world, movedOut, sibling);
  }
}
