import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { type ErasureShare, PersonalDataSource, PersonalDataSources, type PersonalSection } from '../identity/personal-data/personal-data-source.js';
import { Favourite } from './favourites/favourite.entity.js';
import { LessonNote } from './notes/lesson-note.entity.js';
import { NotesService } from './notes/notes.service.js';
import { CourseRating } from './ratings/course-rating.entity.js';

/** What learners keep and say of courses by themselves: favourites, notes, ratings. An erasure leaves nothing of it. */
@Injectable()
export class KeptPersonalData extends PersonalDataSource {
  override readonly place = 3;

  constructor(
    sources: PersonalDataSources,
    private readonly dataSource: DataSource,
    private readonly notes: NotesService,
  ) {
    super(sources);
  }

  override async collect(personIds: string[]): Promise<PersonalSection[]> {
    const { manager } = this.dataSource;
    const favourites = await manager.find(Favourite, { where: { personId: In(personIds) }, order: { createdAt: 'DESC' } });
    const ratings = await manager.find(CourseRating, { where: { personId: In(personIds) }, order: { updatedAt: 'DESC' } });
    const notes = await this.notes.all(personIds);
    return [
      {
        name: 'favourites',
        title: '收藏的课程',
        columns: { courseId: '课程编号', createdAt: '收藏时间' },
        rows: favourites.map(({ courseId, createdAt }) => ({ courseId, createdAt: createdAt.toISOString() })),
      },
      {
        name: 'notes',
        title: '笔记',
        columns: { text: '笔记', position: '位置（秒）', createdAt: '写下时间' },
        rows: notes.map(({ text, position, courseId, lessonVersionId, createdAt, updatedAt }) => ({ text, position, courseId, lessonVersionId, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() })),
      },
      {
        name: 'ratings',
        title: '课程评价',
        columns: { courseId: '课程编号', stars: '星', comment: '评论', updatedAt: '评价时间' },
        rows: ratings.map(({ courseId, stars, comment, updatedAt, hiddenAt }) => ({ courseId, stars, comment, updatedAt: updatedAt.toISOString(), hidden: hiddenAt !== null })),
      },
    ];
  }

  override async share(personIds: string[]): Promise<ErasureShare> {
    const { manager } = this.dataSource;
    const of = { personId: In(personIds) };
    return {
      removed: [
        { what: '收藏的课程', count: await manager.countBy(Favourite, of) },
        { what: '笔记', count: await manager.countBy(LessonNote, of) },
        { what: '课程评价', count: await manager.countBy(CourseRating, of) },
      ],
      kept: [],
    };
  }

  override async erase(tx: EntityManager, personIds: string[]): Promise<void> {
    for (const entity of [Favourite, LessonNote, CourseRating]) await tx.delete(entity, { personId: In(personIds) });
  }
}
