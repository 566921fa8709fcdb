import { formatCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountsService } from '../identity/accounts.service.js';
import type { MediaDto } from '../media/media.dto.js';
import { MediaService } from '../media/media.service.js';
import { type Outline, CourseOutlineRepository } from './course-outline.repository.js';
import { CourseQuizzes } from './course-quizzes.js';
import type { Course } from './course.entity.js';
import { PublishedRepository } from './published.repository.js';
import type { TaughtCourseDetailDto, TaughtCourseDto } from './teaching.dto.js';

interface Parts {
  outline: Outline;
  media: Map<string, MediaDto>;
  instructorName: string;
  categoryName: string;
  publishedVersion: number | null;
}

/** Describes courses to those who make and review them. */
@Injectable()
export class TaughtCoursePresenter {
  constructor(
    private readonly outlines: CourseOutlineRepository,
    private readonly published: PublishedRepository,
    private readonly quizzes: CourseQuizzes,
    private readonly media: MediaService,
    private readonly accounts: AccountsService,
  ) {}

  async list(courses: Course[]): Promise<TaughtCourseDto[]> {
    const parts = await this.partsOf(courses);
    return courses.map((course) => summary(course, parts.get(course.id)!));
  }

  async detail(course: Course): Promise<TaughtCourseDetailDto> {
    const parts = (await this.partsOf([course])).get(course.id)!;
    return {
      ...summary(course, parts),
      summary: course.summary,
      editable: course.state !== 'in_review',
      preventSkip: course.preventSkip,
      declaredCredits: course.fixedUnits === null ? null : formatCredits(course.fixedUnits),
      withdrawn: course.withdrawnAt && { at: course.withdrawnAt.toISOString(), reason: course.withdrawnReason ?? '' },
      missing: await this.missingOf(course.id, parts),
      chapters: parts.outline.map(({ chapter, lessons }) => ({
        id: chapter.id,
        title: chapter.title,
        lessons: lessons.map((lesson) => ({ id: lesson.id, title: lesson.title, required: lesson.required, media: parts.media.get(lesson.id) ?? null })),
      })),
    };
  }

  /** What keeps a course from being submitted, in sentences; exact while the transaction holds the course's lock. */
  async missing(courseId: string, tx: EntityManager): Promise<Missing> {
    const outline = (await this.outlines.outlines([courseId], tx)).get(courseId) ?? [];
    return this.missingOf(courseId, { outline, media: await this.media.newestOf(lessonsOf(outline).map((lesson) => lesson.id), tx) }, tx);
  }

  private async missingOf(courseId: string, parts: Pick<Parts, 'outline' | 'media'>, tx?: EntityManager): Promise<Missing> {
    const lessons = lessonsOf(parts.outline).map(({ id, title }) => ({ id, title, seconds: parts.media.get(id)?.durationSeconds ?? null }));
    return [...missing(parts), ...(await this.quizzes.missing(courseId, lessons, tx))];
  }

  private async partsOf(courses: Course[]): Promise<Map<string, Parts>> {
    const outlines = await this.outlines.outlines(courses.map((course) => course.id));
    const media = await this.media.newestOf([...outlines.values()].flat().flatMap(({ lessons }) => lessons.map((lesson) => lesson.id)));
    const names = await this.accounts.displayNames([...new Set(courses.map((course) => course.ownerAccountId))]);
    const categories = new Map((await this.published.categories()).map((category) => [category.code, category.name]));
    const published = new Map((await this.published.byIds(courses.map((course) => course.id))).map(({ course, version }) => [course.id, version.number]));
    return new Map(
      courses.map((course) => [
        course.id,
        {
          outline: outlines.get(course.id) ?? [],
          media,
          instructorName: names.get(course.ownerAccountId) ?? '',
          categoryName: categories.get(course.categoryCode) ?? course.categoryCode,
          publishedVersion: published.get(course.id) ?? null,
        },
      ]),
    );
  }
}

type Missing = TaughtCourseDetailDto['missing'];

const lessonsOf = (outline: Outline) => outline.flatMap((part) => part.lessons);

function summary(course: Course, parts: Parts): TaughtCourseDto {
  const lessons = lessonsOf(parts.outline);
  const media = lessons.map((lesson) => parts.media.get(lesson.id));
  return {
    id: course.id,
    title: course.title,
    category: { code: course.categoryCode, name: parts.categoryName },
    state: course.state,
    reviewNote: course.reviewNote,
    instructorName: parts.instructorName,
    publishedVersion: parts.publishedVersion,
    lessonCount: lessons.length,
    readyLessons: media.filter((one) => one?.complete).length,
    failedLessons: media.filter((one) => one?.state === 'failed' || one?.state === 'refused').length,
    updatedAt: course.updatedAt.toISOString(),
    submittedAt: course.submittedAt?.toISOString() ?? null,
  };
}

/** What its lessons want before a course can be submitted, in sentences. */
function missing({ outline, media }: Pick<Parts, 'outline' | 'media'>): Missing {
  const lessons = lessonsOf(outline);
  if (lessons.length === 0) return [{ lessonId: null, sentence: '课程还没有课时，请至少添加一个。' }];
  const empty = outline.filter((part) => part.lessons.length === 0).map(({ chapter }) => ({ lessonId: null, sentence: `“${chapter.title}”这一章还没有课时，请添加或删去。` }));
  return [
    ...empty,
    ...lessons.flatMap((lesson) => {
      const reason = wantingOf(media.get(lesson.id));
      return reason === null ? [] : [{ lessonId: lesson.id, sentence: `“${lesson.title}”${reason}` }];
    }),
  ];
}

/** What a lesson's content still wants, after the lesson's title; null where every rendition can be watched, also while it is transcoded anew. */
function wantingOf(media: MediaDto | undefined): string | null {
  if (!media) return '还没有内容，请上传。';
  if (media.takenDown) return '的内容已经下架，请换一个文件，或者联系审核员。';
  if (media.complete) return null;
  switch (media.state) {
    case 'announced':
      return '的文件还在准备，请等它完成。';
    case 'uploading':
      return '的文件还没有传完，请再选一次文件，从断开的地方接着传。';
    case 'checking':
      return '的文件正在检查，请等它完成。';
    case 'queued':
    case 'transcoding':
    case 'ready':
      return '还在转码，请等它完成。';
    case 'refused':
      return '的文件不能使用，请换一个文件重新上传。';
    case 'failed':
      return '没有处理成功，请重试或重新上传。';
    case 'cancelled':
      return '的处理已经取消，请重试或重新上传。';
  }
}
