import { Injectable } from '@nestjs/common';
import { AccountsService } from '../identity/accounts.service.js';
import { MediaService } from '../media/media.service.js';
import type { Principal } from '../platform/auth/principal.js';
import { isWithinScope } from '../platform/auth/scope.js';
import { Problem } from '../platform/errors/problem.js';
import { RegionsService } from '../regions/regions.service.js';
import type { PublishedCourseDetailDto, PublishedCoursePageDto, PublishedCoursesQuery } from './published-courses.dto.js';
import { type PublishedCourse, PublishedRepository } from './published.repository.js';

/** Published courses as those see them who may take their lessons down, within their regions. */
@Injectable()
export class PublishedCoursesService {
  constructor(
    private readonly repository: PublishedRepository,
    private readonly media: MediaService,
    private readonly accounts: AccountsService,
    private readonly regions: RegionsService,
  ) {}

  /** Newest first. */
  async list(caller: Principal, { q, page, pageSize }: PublishedCoursesQuery): Promise<PublishedCoursePageDto> {
    const { courses, total } = await this.repository.within(caller.scope('media.take_down'), { q, page, pageSize });
    return { items: await this.describe(courses), total, page, pageSize };
  }

  /** @throws Problem not_found outside of the caller's regions */
  async get(caller: Principal, id: string): Promise<PublishedCourseDetailDto> {
    const [found] = await this.repository.byIds([id]);
    if (!found || !isWithinScope(found.course.regionPath, caller.scope('media.take_down'))) throw new Problem('not_found');
    const [described] = await this.describe([found]);
    return described!;
  }

  private async describe(courses: PublishedCourse[]): Promise<PublishedCourseDetailDto[]> {
    const lessons = Map.groupBy(await this.repository.lessonsOf(courses.map(({ version }) => version.id)), (lesson) => lesson.courseVersionId);
    const media = await this.media.contentsOf([...lessons.values()].flat().map(({ mediaId }) => mediaId));
    const names = await this.accounts.displayNames([...new Set(courses.map(({ course }) => course.ownerAccountId))]);
    const places = await this.regions.places(courses.flatMap(({ course }) => course.regionId ?? []));
    return courses.map(({ course, version }) => {
      const own = (lessons.get(version.id) ?? []).map(({ mediaId, chapterTitle, title, durationSeconds }) => ({
        mediaId,
        chapterTitle,
        title,
        durationSeconds,
        kind: media.get(mediaId)?.kind ?? ('video' as const),
        takenDown: media.get(mediaId)?.takenDown ?? null,
      }));
      return {
        id: course.id,
        title: version.title,
        instructorName: names.get(course.ownerAccountId) ?? '',
        regionName: (course.regionId && places.get(course.regionId)?.name) ?? null,
        publishedAt: version.publishedAt.toISOString(),
        lessonCount: own.length,
        withdrawn: course.withdrawnAt && { at: course.withdrawnAt.toISOString(), reason: course.withdrawnReason ?? '' },
        takenDown: own.filter(({ takenDown }) => takenDown !== null).length,
        lessons: own,
      };
    });
  }
}
