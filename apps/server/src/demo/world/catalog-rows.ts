import { CATEGORY_SEED, shanghaiDate, unitsOfCredits } from '@xuexi/domain';
import type { Category } from '../../catalog/category.entity.js';
import type { Chapter } from '../../catalog/chapter.entity.js';
import type { CourseVersionLesson } from '../../catalog/course-version-lesson.entity.js';
import type { CourseVersion } from '../../catalog/course-version.entity.js';
import type { Course } from '../../catalog/course.entity.js';
import type { LessonVersion } from '../../catalog/lesson-version.entity.js';
import type { Lesson } from '../../catalog/lesson.entity.js';
import type { Media } from '../../media/media.entity.js';
import { uploadKey } from '../../media/uploads.service.js';
import { rulesOf } from '../content/course-rules.js';
import { QUIZZES } from '../content/quizzes/index.js';
import type { TeacherKey } from '../content/staff.js';
import type { DemoCourse, DemoLesson } from './demo-courses.js';
import { demoId } from './demo-id.js';
import { DAY_MS } from './demo-time.js';
import type { Region } from '../../regions/region.entity.js';

/** What the catalogue of the demo needs to know of people. */
export interface CatalogPeople {
  /** Accounts of the instructors, and the regions for which they teach. */
  teachers: ReadonlyMap<TeacherKey, { accountId: string; region: Region }>;
  reviewerAccountId: string;
}

export interface CatalogRows {
  courses: Course[];
  chapters: Chapter[];
  lessons: Lesson[];
  media: Media[];
  courseVersions: CourseVersion[];
  lessonVersions: LessonVersion[];
  courseVersionLessons: CourseVersionLesson[];
}

/** The categories that a new installation starts with. */
export function categoryRows(): Category[] {
  return CATEGORY_SEED.map(({ code, name }, i) => ({ code, name, position: i + 1 }));
}

/** The rows that instructors, the reviewer and publishing would have left. */
export function catalogRows(courses: readonly DemoCourse[], people: CatalogPeople, nowMs: number): CatalogRows {
  const parts = courses.map((course) => rowsOf(course, people, nowMs));
  return {
    courses: parts.map((part) => part.course),
    chapters: parts.flatMap((part) => part.chapters),
    lessons: parts.flatMap((part) => part.lessons),
    media: parts.flatMap((part) => part.media),
    courseVersions: parts.flatMap((part) => part.courseVersions),
    lessonVersions: parts.flatMap((part) => part.lessonVersions),
    courseVersionLessons: parts.flatMap((part) => part.courseVersionLessons),
  };
}

function rowsOf(demo: DemoCourse, people: CatalogPeople, nowMs: number) {
  const owner = people.teachers.get(demo.content.teacher);
  if (!owner) throw new RangeError(`no instructor for ${demo.content.key}`);
  const lessons = [...demo.lessons];
  const chapters = demo.content.chapters.map((chapter, c) => ({
    row: { id: demoId(`chapter:${demo.content.key}/${c + 1}`, demo.createdMs), courseId: demo.id, title: chapter.title, position: c + 1 },
    lessons: lessons.splice(0, chapter.lessons.length),
  }));
  return {
    course: courseRow(demo, owner, nowMs),
    chapters: chapters.map(({ row }) => row),
    lessons: chapters.flatMap(({ row, lessons: members }) => members.map((lesson, i) => ({ id: lesson.lessonId, chapterId: row.id, title: lesson.content.title, position: i + 1, required: isRequired(demo, lesson) }))),
    media: demo.lessons.filter(({ content }) => !content.withoutVideo).map((lesson) => mediaRow(demo, lesson, owner.accountId)),
    ...(demo.publishedMs === null ? NOT_PUBLISHED : publishedRows(demo, chapters, demo.publishedMs, people.reviewerAccountId)),
  };
}

type PublishedRows = Pick<CatalogRows, 'courseVersions' | 'lessonVersions' | 'courseVersionLessons'>;

const NOT_PUBLISHED: PublishedRows = { courseVersions: [], lessonVersions: [], courseVersionLessons: [] };

function publishedRows(demo: DemoCourse, chapters: readonly { row: Chapter; lessons: readonly DemoLesson[] }[], publishedMs: number, publishedBy: string): PublishedRows {
  const { title, summary, category } = demo.content;
  const places = chapters.flatMap(({ row, lessons }) => lessons.map((lesson) => ({ chapter: row, lesson })));
  return {
    courseVersions: [{ id: demo.versionId, courseId: demo.id, number: 1, title, summary, categoryCode: category, publishedAt: new Date(publishedMs), publishedBy, ...frozen(demo), quiz: QUIZZES[demo.content.key]?.settings ?? null }],
    lessonVersions: demo.lessons.map(({ lessonVersionId, lessonId, mediaId, seconds }) => ({ id: lessonVersionId, lessonId, mediaId, durationSeconds: seconds })),
    courseVersionLessons: places.map(({ chapter, lesson }, i) => ({
      courseVersionId: demo.versionId,
      position: i + 1,
      lessonVersionId: lesson.lessonVersionId,
      chapterPosition: chapter.position,
      chapterTitle: chapter.title,
      title: lesson.content.title,
      required: isRequired(demo, lesson),
    })),
  };
}

/** What a version freezes beside its lessons. */
function frozen({ content }: DemoCourse): Pick<CourseVersion, 'fixedUnits' | 'preventSkip'> {
  const { declaredHundredths, preventSkip } = rulesOf(content);
  return { fixedUnits: declaredHundredths === undefined ? null : unitsOfCredits(declaredHundredths / 100), preventSkip: preventSkip ?? false };
}

function isRequired(demo: DemoCourse, lesson: DemoLesson): boolean {
  return !rulesOf(demo.content).optional?.includes(demo.lessons.indexOf(lesson));
}

function courseRow(demo: DemoCourse, owner: { accountId: string; region: Region }, nowMs: number): Course {
  const { invitation, dueInDays } = rulesOf(demo.content);
  const { title, summary, category, state, reviewNote } = demo.content;
  return {
    id: demo.id,
    ownerAccountId: owner.accountId,
    regionId: owner.region.id,
    regionPath: owner.region.path,
    title,
    summary,
    categoryCode: category,
    state,
    reviewNote: reviewNote ?? null,
    submittedAt: demo.submittedMs === null ? null : new Date(demo.submittedMs),
    publishedVersionId: demo.publishedMs === null ? null : demo.versionId,
    enrolmentRule: invitation === undefined ? 'open' : 'invitation',
    ...frozen(demo),
    dueOn: dueInDays === undefined ? null : shanghaiDate(nowMs + dueInDays * DAY_MS),
    withdrawnAt: null,
    withdrawnBy: null,
    withdrawnReason: null,
    createdAt: new Date(demo.createdMs),
    updatedAt: new Date(demo.updatedMs),
  };
}

/** An upload that has not begun: nothing but the media command takes it up. */
function mediaRow(demo: DemoCourse, lesson: DemoLesson, ownerAccountId: string): Media {
  return {
    id: lesson.mediaId,
    lessonId: lesson.lessonId,
    ownerAccountId,
    fileName: `${lesson.content.title}.mp4`,
    bytes: 0,
    kind: 'video',
    state: 'announced',
    sourceKey: uploadKey(lesson.mediaId),
    declaredSha256: null,
    sha256: null,
    source: null,
    lane: null,
    fence: 0,
    progress: 0,
    speed: null,
    failureCode: null,
    failureSentence: null,
    durationMs: null,
    outputPrefix: null,
    output: null,
    captionsKey: null,
    waitsFor: null,
    createdAt: new Date(demo.createdMs),
    arrivedAt: null,
    queuedAt: null,
    startedAt: null,
    heartbeatAt: null,
    readyAt: null,
    sourceRemovedAt: null,
    takenDownAt: null,
    takenDownBy: null,
    takenDownReason: null,
    filesToMoveSince: null,
  };
}
