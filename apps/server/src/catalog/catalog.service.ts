import { type Policy, courseValue, formatCredits, lessonValue, requiredSeconds, shanghaiDate, versionChanges } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PoliciesService } from '../credits/policies/policies.service.js';
import { AccountsService } from '../identity/accounts.service.js';
import { type LessonContent, MediaService } from '../media/media.service.js';
import { Clock } from '../platform/clock.js';
import { Problem } from '../platform/errors/problem.js';
import { RegionsService } from '../regions/regions.service.js';
import type { CourseCardDto, CourseDto, CourseQuery, LessonProgressDto, NewVersionDto, PublishedLessonDto } from './catalog.dto.js';
import { CourseLearners, type CourseStars } from './course-learners.js';
import { isTakenDown } from './finished-courses.service.js';
import { JoiningService } from './joining.service.js';
import { type PublishedCourse, type PublishedLesson, PublishedRepository } from './published.repository.js';

/** A lesson as the player needs it. */
export interface PlayableLesson extends PublishedLesson {
  courseId: string;
  courseTitle: string;
  preventSkip: boolean;
}

/** A published course as it stands now, whatever version its learners are on. */
export interface CourseStanding {
  /** The newest version. */
  versionId: string;
  withdrawn: boolean;
  /** Where it is offered. */
  regionPath: string;
  /** Shanghai date; null: none. */
  dueOn: string | null;
}

/** 学习超市: courses as they are published. */
@Injectable()
export class CatalogService {
  constructor(
    private readonly repository: PublishedRepository,
    private readonly accounts: AccountsService,
    private readonly regions: RegionsService,
    private readonly media: MediaService,
    private readonly policies: PoliciesService,
    private readonly learners: CourseLearners,
    private readonly joining: JoiningService,
    private readonly clock: Clock,
  ) {}

  async categories(): Promise<{ code: string; name: string }[]> {
    return this.repository.categories();
  }

  async published(query: CourseQuery): Promise<{ items: CourseCardDto[]; total: number; page: number; pageSize: number }> {
    const { courses, total } = await this.repository.search(query, query.q ? await this.ownersNamed(query.q) : []);
    return { items: await this.cards(courses), total, page: query.page, pageSize: query.pageSize };
  }

  /** Cards of course versions, by course; courses that are not published are left out. */
  async cardsOf(versionIds: string[]): Promise<Map<string, CourseCardDto>> {
    const cards = await this.cards(await this.repository.byVersions(versionIds));
    return new Map(cards.map((card) => [card.id, card]));
  }

  /**
   * A course as it is published: the version that the learner has begun, with their progress, else the newest.
   * @throws Problem not_found
   */
  async course(id: string, personId: string | null): Promise<CourseDto> {
    const begun = personId ? await this.learners.versionOf(personId, id) : null;
    const [found] = begun ? await this.repository.byVersions([begun]) : await this.repository.byIds([id]);
    if (!found || (!begun && found.course.withdrawnAt)) throw new Problem('not_found');
    const lessons = await this.repository.lessonsOf([found.version.id]);
    const [card] = await this.cards([found]);
    const progress = personId ? await this.learners.progress(personId, lessons.map((lesson) => lesson.lessonVersionId)) : null;
    const contents = await this.media.contentsOf(lessons.map((lesson) => lesson.mediaId));
    const region = found.course.regionId ? (await this.regions.places([found.course.regionId])).get(found.course.regionId) : undefined;
    const chapters = [...Map.groupBy(lessons, (lesson) => lesson.chapterPosition).values()];
    return {
      ...card!,
      versionId: found.version.id,
      summary: found.version.summary,
      regionName: region?.name ?? null,
      enrolled: begun !== null,
      finished: begun !== null && personId !== null && (await this.joining.hasFinished(personId, begun)),
      withdrawn: found.course.withdrawnAt !== null,
      dueOn: found.course.dueOn,
      preventSkip: found.version.preventSkip,
      declaredCredits: found.version.fixedUnits === null ? null : formatCredits(found.version.fixedUnits),
      joining: await this.joining.describe(id, personId),
      newVersion: begun && personId ? await this.newVersion(personId, found, lessons) : null,
      chapters: chapters.map((members) => ({
        title: members[0]!.chapterTitle,
        lessons: members.map((lesson) => this.describe(lesson, contents.get(lesson.mediaId), progress && (progress.get(lesson.lessonVersionId) ?? NOT_BEGUN))),
      })),
    };
  }

  /**
   * A lesson version at its place in a course: in the given course version, else in the newest that has it.
   * A caller within a transaction hands it on: it must not wait for a second connection.
   * @throws Problem not_found when it is not published
   */
  async playable(lessonVersionId: string, courseVersionId?: string, tx?: EntityManager): Promise<PlayableLesson> {
    const places = await this.repository.placesOf(lessonVersionId, tx);
    const place = places.find((candidate) => candidate.courseVersionId === courseVersionId) ?? places[0];
    const version = place && (await this.repository.version(place.courseVersionId, tx));
    if (!place || !version) throw new Problem('not_found');
    return { ...place, courseTitle: version.title, preventSkip: version.preventSkip };
  }

  /** Lessons of course versions in order, for progress over a whole course. */
  lessonsOf(courseVersionIds: string[]): Promise<PublishedLesson[]> {
    return this.repository.lessonsOf(courseVersionIds);
  }

  /** Every lesson version that any version of a course has. */
  async lessonVersionsOf(courseId: string): Promise<string[]> {
    const lessons = await this.repository.lessonsOf(await this.repository.versionIdsOf(courseId));
    return [...new Set(lessons.map(({ lessonVersionId }) => lessonVersionId))];
  }

  /** Lengths in whole seconds of lesson versions, published still or not. */
  durations(lessonVersionIds: string[], tx: EntityManager): Promise<Map<string, number>> {
    return this.repository.durations([...new Set(lessonVersionIds)], tx);
  }

  /** How courses stand that someone may have joined, by course id. */
  async standings(courseIds: string[]): Promise<Map<string, CourseStanding>> {
    const courses = await this.repository.byIds(courseIds);
    return new Map(courses.map(({ course, version }) => [course.id, { versionId: version.id, withdrawn: course.withdrawnAt !== null, regionPath: course.regionPath, dueOn: course.dueOn }]));
  }

  /** Instructors of published courses whose name contains these words: they are few, the accounts are many. */
  private async ownersNamed(words: string): Promise<string[]> {
    const names = await this.accounts.displayNames(await this.repository.ownerIds());
    return [...names].filter(([, name]) => name.includes(words)).map(([id]) => id);
  }

  /** What the newest version would change for a learner of another one; null where they are on it, or the course is withdrawn. */
  private async newVersion(personId: string, { course, version }: PublishedCourse, lessons: PublishedLesson[]): Promise<NewVersionDto | null> {
    const newest = course.withdrawnAt || course.publishedVersionId === null || course.publishedVersionId === version.id ? null : await this.repository.version(course.publishedVersionId);
    if (!newest) return null;
    const coming = await this.repository.lessonsOf([newest.id]);
    const completed = await this.learners.completed(personId, coming.map(({ lessonVersionId }) => lessonVersionId));
    return { versionId: newest.id, publishedAt: newest.publishedAt.toISOString(), ...versionChanges(lessons, coming), kept: completed.size };
  }

  private async cards(courses: PublishedCourse[]): Promise<CourseCardDto[]> {
    const lessons = Map.groupBy(await this.repository.lessonsOf(courses.map(({ version }) => version.id)), (lesson) => lesson.courseVersionId);
    const names = await this.accounts.displayNames([...new Set(courses.map(({ course }) => course.ownerAccountId))]);
    const counts = await this.learners.counts(courses.map(({ course }) => course.id));
    const stars = await this.learners.stars(courses.map(({ course }) => course.id));
    const categories = new Map((await this.categories()).map((category) => [category.code, category]));
    const contents = await this.media.contentsOf([...lessons.values()].flat().map((lesson) => lesson.mediaId));
    return courses.map(({ course, version }) => {
      const own = lessons.get(version.id) ?? [];
      const units = own.reduce((sum, lesson) => sum + this.valueOf(lesson), courseValue(this.policyNow(), version.fixedUnits));
      return {
        id: course.id,
        title: version.title,
        category: categories.get(version.categoryCode) ?? { code: version.categoryCode, name: version.categoryCode },
        instructorName: names.get(course.ownerAccountId) ?? '',
        lessonCount: own.length,
        totalSeconds: own.reduce((sum, lesson) => sum + lesson.durationSeconds, 0),
        units,
        credits: formatCredits(units),
        learners: counts.get(course.id) ?? 0,
        rating: ratingOf(stars.get(course.id)),
        rule: course.enrolmentRule,
        preparing: own.filter((lesson) => !contents.get(lesson.mediaId)?.ready).length,
        publishedAt: version.publishedAt.toISOString(),
      };
    });
  }

  private describe(lesson: PublishedLesson, content: LessonContent | undefined, progress: LessonProgressDto | null): PublishedLessonDto {
    const units = this.valueOf(lesson);
    return {
      lessonVersionId: lesson.lessonVersionId,
      title: lesson.title,
      kind: content?.kind ?? 'video',
      durationSeconds: lesson.durationSeconds,
      pages: content?.pages ?? null,
      requiredSeconds: requiredSeconds(lesson.durationSeconds),
      units,
      credits: formatCredits(units),
      ready: content !== undefined && content.ready && !isTakenDown(content),
      takenDown: isTakenDown(content),
      required: lesson.required && lesson.durationSeconds > 0,
      progress,
    };
  }

  private valueOf(lesson: PublishedLesson): number {
    return lessonValue(this.policyNow(), lesson.durationSeconds);
  }

  private policyNow(): Policy {
    return this.policies.on(shanghaiDate(this.clock.now()));
  }
}

function ratingOf(given: CourseStars | undefined): CourseCardDto['rating'] {
  return given ? { average: (given.stars / given.count).toFixed(1), count: given.count } : null;
}

const NOT_BEGUN: LessonProgressDto = { coveredSeconds: 0, resumeAt: 0, completed: false, credited: null, corrected: false, units: 0, credits: formatCredits(0) };
