import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { Caller, Requires, SessionToken } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { EnrolmentService } from './enrolment.service.js';
import {
  type JoinDto,
  type OpenPlaySessionDto,
  type VersionChoiceDto,
  type WatchReportDto,
  joinSchema,
  myCourseListSchema,
  openPlaySessionSchema,
  playSessionSchema,
  readingSchema,
  reportAnswerSchema,
  versionChoiceSchema,
  watchReportSchema,
} from './learning.dto.js';
import { MyCoursesService } from './my-courses.service.js';
import { PlaySessionsService } from './play-sessions.service.js';
import { ReadingsService } from './readings.service.js';
import { WatchService } from './watch.service.js';

@Controller()
export class LearningController {
  constructor(
    private readonly enrolments: EnrolmentService,
    private readonly courses: MyCoursesService,
    private readonly playSessions: PlaySessionsService,
    private readonly readings: ReadingsService,
    private readonly watch: WatchService,
  ) {}

  /** 加入课程, by invitation with its code; again changes nothing. */
  @Post('courses/:id/enrolment')
  @Requires('learning.watch')
  @ReturnsNothing()
  async enrol(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: joinSchema }) body: JoinDto): Promise<void> {
    await this.enrolments.enrol(caller.personId, id, body?.code);
  }

  /** 退出课程; progress and credits stay. */
  @Delete('courses/:id/enrolment')
  @Requires('learning.watch')
  @ReturnsNothing()
  async leave(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.enrolments.leave(caller.personId, id);
  }

  /** 换到新版本: never by itself, always because the learner chose it. */
  @Post('courses/:id/enrolment/version')
  @Requires('learning.watch')
  @ReturnsNothing()
  async chooseVersion(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: versionChoiceSchema }) { versionId }: VersionChoiceDto): Promise<void> {
    await this.enrolments.chooseVersion(caller.personId, id, versionId);
  }

  @Get('my/courses')
  @Requires('learning.read_own')
  @Returns(myCourseListSchema)
  async myCourses(@Caller() caller: Principal) {
    return { items: await this.courses.coursesOf(caller.personId) };
  }

  /** Opens a play session of a lesson and takes the person's lease (credit-rules.md 5). Enrols where that is missing. */
  @Post('play-sessions')
  @Requires('learning.watch')
  @Returns(playSessionSchema, 201)
  open(@Caller() caller: Principal, @SessionToken() sessionToken: string, @Body({ schema: openPlaySessionSchema }) body: OpenPlaySessionDto) {
    return this.playSessions.open(caller.personId, sessionToken, body);
  }

  /** Opens a document. Enrols where that is missing, which is why it is no GET. */
  @Post('lesson-versions/:id/reading')
  @Requires('learning.watch')
  @Returns(readingSchema)
  read(@Caller() caller: Principal, @SessionToken() sessionToken: string, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.readings.open(caller.personId, sessionToken, id);
  }

  /** Takes a watch report; answered only once it is committed (credit-rules.md 2). */
  @Post('play-sessions/:id/reports')
  @Requires('learning.watch')
  @Returns(reportAnswerSchema)
  report(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: watchReportSchema }) body: WatchReportDto) {
    return this.watch.report(caller.personId, id, body);
  }

  /** The learner says that they are there (credit-rules.md 6). */
  @Post('play-sessions/:id/presence')
  @Requires('learning.watch')
  @ReturnsNothing()
  async present(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.playSessions.answerPresence(caller.personId, id);
  }
}
