import { Module } from '@nestjs/common';
import { CreditsModule } from '../credits/credits.module.js';
import { MediaModule } from '../media/media.module.js';
import { PersonsModule } from '../identity/persons.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { CatalogController } from './catalog.controller.js';
import { CatalogService } from './catalog.service.js';
import { CourseOutlineRepository } from './course-outline.repository.js';
import { CourseSettingsController } from './course-settings.controller.js';
import { CourseSettingsService } from './course-settings.service.js';
import { CourseWithdrawalsService } from './course-withdrawals.service.js';
import { CourseVersionsService } from './course-versions.service.js';
import { FinishedCoursesService } from './finished-courses.service.js';
import { InvitationsService } from './invitations.service.js';
import { JoiningService } from './joining.service.js';
import { LessonAccessModule } from './lesson-access.module.js';
import { OwnCourses } from './own-courses.service.js';
import { PublishedCoursesController } from './published-courses.controller.js';
import { PublishedCoursesService } from './published-courses.service.js';
import { PublishedRepository } from './published.repository.js';
import { PublishingService } from './publishing.service.js';
import { ReviewsController } from './reviews.controller.js';
import { ReviewsService } from './reviews.service.js';
import { TaughtCoursePresenter } from './taught-course.presenter.js';
import { TeachingController } from './teaching.controller.js';
import { TeachingService } from './teaching.service.js';

/** Courses: taught, reviewed, published. What learners did with them, learning says (CourseLearners); what they ask, quizzes (CourseQuizzes). */
@Module({
  imports: [CreditsModule, LessonAccessModule, MediaModule, PersonsModule, RegionsModule],
  controllers: [CatalogController, TeachingController, ReviewsController, PublishedCoursesController, CourseSettingsController],
  providers: [
    CatalogService,
    CourseOutlineRepository,
    CourseSettingsService,
    CourseVersionsService,
    CourseWithdrawalsService,
    FinishedCoursesService,
    InvitationsService,
    JoiningService,
    OwnCourses,
    PublishedCoursesService,
    PublishedRepository,
    PublishingService,
    ReviewsService,
    TaughtCoursePresenter,
    TeachingService,
  ],
  exports: [CatalogService, CourseVersionsService, FinishedCoursesService, InvitationsService, JoiningService, OwnCourses, ReviewsService, TeachingService],
})
export class CatalogModule {}
