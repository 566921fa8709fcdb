import { Global, Module } from '@nestjs/common';
import { LessonAccess } from '../media/lesson-access.js';
import { CatalogLessonAccess } from './catalog-lesson-access.js';
import { CourseOutlineRepository } from './course-outline.repository.js';

/** Gives media the catalogue's answers; a module of its own, because the catalogue itself relies on media. */
@Global()
@Module({ providers: [CourseOutlineRepository, { provide: LessonAccess, useClass: CatalogLessonAccess }], exports: [LessonAccess] })
export class LessonAccessModule {}
