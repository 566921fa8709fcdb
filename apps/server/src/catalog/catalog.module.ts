import { Module } from '@nestjs/common';
import { CreditsModule } from '../credits/credits.module.js';
import { MediaModule } from '../media/media.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { CatalogController } from './catalog.controller.js';
import { CatalogService } from './catalog.service.js';
import { CourseOutlineRepository } from './course-outline.repository.js';
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
  imports: [CreditsModule, LessonAccessModule, MediaModule, RegionsModule],
  controllers: [CatalogController, TeachingController, ReviewsController, PublishedCoursesController],
  providers: [CatalogService, CourseOutlineRepository, OwnCourses, PublishedCoursesService, PublishedRepository, PublishingService, ReviewsService, TaughtCoursePresenter, TeachingService],
  exports: [CatalogService, OwnCourses, ReviewsService, TeachingService],
})
export class CatalogModule {}
