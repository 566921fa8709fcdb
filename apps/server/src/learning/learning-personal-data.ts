import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { CatalogService } from '../catalog/catalog.service.js';
import { type ErasureShare, PersonalDataSource, PersonalDataSources, type PersonalSection } from '../identity/personal-data/personal-data-source.js';
import { Enrolment } from './enrolment.entity.js';
import { LessonCompletion } from './lesson-completion.entity.js';
import { LessonProgressRow } from './lesson-progress.entity.js';
import { PlaySession } from './play-session.entity.js';
import { WatchClockRow } from './watch-clock.entity.js';

/** What learning keeps of persons: courses joined, how far they are, when they watched, what they completed. */
@Injectable()
export class LearningPersonalData extends PersonalDataSource {
  override readonly place = 2;

  constructor(
    sources: PersonalDataSources,
    private readonly dataSource: DataSource,
    private readonly catalog: CatalogService,
  ) {
    super(sources);
  }

  override async collect(personIds: string[]): Promise<PersonalSection[]> {
    const { manager } = this.dataSource;
    const of = { personId: In(personIds) };
    const enrolments = await manager.find(Enrolment, { where: of, order: { enrolledAt: 'DESC' } });
    const progress = await manager.find(LessonProgressRow, { where: of, order: { updatedAt: 'DESC' } });
    const completions = await manager.find(LessonCompletion, { where: of, order: { completedAt: 'DESC' } });
    const sessions = await manager.find(PlaySession, { where: of, order: { openedAt: 'DESC' } });
    const versions = [...new Set([...enrolments, ...completions, ...sessions].map((row) => row.courseVersionId))];
    const titles = new Map((await this.catalog.lessonsOf(versions)).map((lesson) => [lesson.lessonVersionId, lesson.title]));
    const titleOf = (lessonVersionId: string) => titles.get(lessonVersionId) ?? null;
    return [
      {
        name: 'enrolments',
        title: '加入的课程',
        columns: { courseId: '课程编号', enrolledAt: '加入时间' },
        rows: enrolments.map(({ courseId, courseVersionId, enrolledAt }) => ({ courseId, courseVersionId, enrolledAt: enrolledAt.toISOString() })),
      },
      {
        name: 'progress',
        title: '学到哪里',
        columns: { lesson: '课时', coveredSeconds: '看过（秒）', completedOn: '学完日期', updatedAt: '最近学习' },
        rows: progress.map((row) => ({
          lesson: titleOf(row.lessonVersionId),
          lessonVersionId: row.lessonVersionId,
          round: row.round,
          coveredSeconds: row.coveredSeconds,
          coverage: JSON.stringify(row.coverage),
          completedOn: row.completedOn,
          updatedAt: row.updatedAt.toISOString(),
        })),
      },
      {
        name: 'completions',
        title: '学完的课时',
        columns: { lesson: '课时', completedAt: '学完时间', credited: '计入学分' },
        rows: completions.map((row) => ({
          lesson: titleOf(row.lessonVersionId),
          lessonVersionId: row.lessonVersionId,
          round: row.round,
          completedAt: row.completedAt.toISOString(),
          credited: row.credited,
          coverage: JSON.stringify(row.coverage),
        })),
      },
      {
        name: 'playSessions',
        title: '播放记录',
        columns: { lesson: '课时', openedAt: '打开时间' },
        rows: sessions.map((row) => ({ lesson: titleOf(row.lessonVersionId), lessonVersionId: row.lessonVersionId, openedAt: row.openedAt.toISOString() })),
      },
    ];
  }

  override async share(personIds: string[]): Promise<ErasureShare> {
    const { manager } = this.dataSource;
    const of = { personId: In(personIds) };
    return {
      removed: [
        { what: '加入的课程', count: await manager.countBy(Enrolment, of) },
        { what: '学到哪里', count: await manager.countBy(LessonProgressRow, of) },
        { what: '播放记录', count: await manager.countBy(PlaySession, of) },
      ],
      kept: [{ what: '学完的课时', count: await manager.countBy(LessonCompletion, of), why: '它是学分的凭据；只留编号，不再对应到人。' }],
    };
  }

  override async erase(tx: EntityManager, personIds: string[]): Promise<void> {
    for (const entity of [Enrolment, LessonProgressRow, PlaySession, WatchClockRow]) await tx.delete(entity, { personId: In(personIds) });
  }
}
