import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import {
  type CourseChangeDto,
  type LessonChangeDto,
  type NewCourseDto,
  type TitleDto,
  courseChangeSchema,
  lessonChangeSchema,
  newCourseSchema,
  taughtCourseDetailSchema,
  taughtCourseListSchema,
  titleSchema,
} from './teaching.dto.js';
import { TeachingService } from './teaching.service.js';

/** An instructor's own courses: create, arrange, submit. Every change answers the whole course. */
@Controller('teaching')
export class TeachingController {
  constructor(private readonly teaching: TeachingService) {}

  @Get('courses')
  @Requires('course.write')
  @Returns(taughtCourseListSchema)
  async list(@Caller() caller: Principal) {
    return { items: await this.teaching.coursesOf(caller.accountId) };
  }

  @Post('courses')
  @Requires('course.write')
  @Returns(taughtCourseDetailSchema, 201)
  createCourse(@Caller() caller: Principal, @Body({ schema: newCourseSchema }) body: NewCourseDto) {
    return this.teaching.createCourse(caller, body);
  }

  @Get('courses/:id')
  @Requires('course.write')
  @Returns(taughtCourseDetailSchema)
  course(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.teaching.course(caller.accountId, id);
  }

  @Patch('courses/:id')
  @Requires('course.write')
  @Returns(taughtCourseDetailSchema)
  changeCourse(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: courseChangeSchema }) body: CourseChangeDto) {
    return this.teaching.changeCourse(caller.accountId, id, body);
  }

  /** Sends the course to the reviewers. */
  @Post('courses/:id/submission')
  @Requires('course.submit')
  @Returns(taughtCourseDetailSchema)
  submit(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.teaching.submit(caller.accountId, id);
  }

  @Post('courses/:id/chapters')
  @Requires('course.write')
  @Returns(taughtCourseDetailSchema, 201)
  addChapter(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: titleSchema }) body: TitleDto) {
    return this.teaching.addChapter(caller.accountId, id, body.title);
  }

  @Patch('chapters/:id')
  @Requires('course.write')
  @Returns(taughtCourseDetailSchema)
  renameChapter(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: titleSchema }) body: TitleDto) {
    return this.teaching.renameChapter(caller.accountId, id, body.title);
  }

  @Delete('chapters/:id')
  @Requires('course.write')
  @Returns(taughtCourseDetailSchema)
  removeChapter(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.teaching.removeChapter(caller.accountId, id);
  }

  @Post('chapters/:id/lessons')
  @Requires('course.write')
  @Returns(taughtCourseDetailSchema, 201)
  addLesson(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: titleSchema }) body: TitleDto) {
    return this.teaching.addLesson(caller.accountId, id, body.title);
  }

  @Patch('lessons/:id')
  @Requires('course.write')
  @Returns(taughtCourseDetailSchema)
  changeLesson(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: lessonChangeSchema }) body: LessonChangeDto) {
    return this.teaching.changeLesson(caller.accountId, id, body);
  }

  @Delete('lessons/:id')
  @Requires('course.write')
  @Returns(taughtCourseDetailSchema)
  removeLesson(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.teaching.removeLesson(caller.accountId, id);
  }
}
