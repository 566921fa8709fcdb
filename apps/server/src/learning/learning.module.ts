import { Global, Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { CourseLearners } from '../catalog/course-learners.js';
import { CreditsModule } from '../credits/credits.module.js';
import { LedgerPostingModule } from '../credits/ledger-posting.module.js';
import { LearningRecords } from '../identity/merging/learning-records.js';
import { PersonsModule } from '../identity/persons.module.js';
import { MediaModule } from '../media/media.module.js';
import { PointsModule } from '../points/points.module.js';
import { CompletionService } from './completion.service.js';
import { CourseFinishService } from './course-finish.service.js';
import { EnrolledLearners } from './enrolled-learners.js';
import { EnrolmentService } from './enrolment.service.js';
import { LearningMergeService } from './learning-merge.service.js';
import { LearningController } from './learning.controller.js';
import { LearningPersonalData } from './learning-personal-data.js';
import { FavouritesController } from './favourites/favourites.controller.js';
import { FavouritesService } from './favourites/favourites.service.js';
import { KeptPersonalData } from './kept-personal-data.js';
import { MergeRepository } from './merge.repository.js';
import { MyCoursesService } from './my-courses.service.js';
import { NotesController } from './notes/notes.controller.js';
import { NotesService } from './notes/notes.service.js';
import { PlaySessionsService } from './play-sessions.service.js';
import { RatingsController } from './ratings/ratings.controller.js';
import { RatingsService } from './ratings/ratings.service.js';
import { ReadingsService } from './readings.service.js';
import { WatchRepository } from './watch.repository.js';
import { WatchService } from './watch.service.js';

/** Gives the catalogue its answers about learners; a module of its own, because learning itself relies on the catalogue. */
@Global()
@Module({ imports: [LedgerPostingModule], providers: [{ provide: CourseLearners, useClass: EnrolledLearners }], exports: [CourseLearners] })
export class CourseLearnersModule {}

/** Gives identity what it merges persons with; global for the same reason. */
@Global()
@Module({
  imports: [CatalogModule, CreditsModule, PersonsModule, PointsModule],
  providers: [MergeRepository, NotesService, WatchRepository, { provide: LearningRecords, useClass: LearningMergeService }],
  exports: [LearningRecords, NotesService],
})
export class LearningRecordsModule {}

/** Enrolment and watching. */
@Module({
  imports: [CatalogModule, CourseLearnersModule, CreditsModule, LearningRecordsModule, MediaModule, PersonsModule, PointsModule],
  controllers: [LearningController, FavouritesController, NotesController, RatingsController],
  providers: [
    CompletionService,
    CourseFinishService,
    EnrolmentService,
    FavouritesService,
    KeptPersonalData,
    LearningPersonalData,
    MyCoursesService,
    PlaySessionsService,
    RatingsService,
    ReadingsService,
    WatchRepository,
    WatchService,
  ],
  exports: [CourseFinishService],
})
export class LearningModule {}
