import { Global, Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { CourseQuizzes } from '../catalog/course-quizzes.js';
import { MediaModule } from '../media/media.module.js';
import { CheckpointsController } from './checkpoints.controller.js';
import { CheckpointsService } from './checkpoints.service.js';
import { QuestionImportController } from './question-import.controller.js';
import { QuestionImportService } from './question-import.service.js';
import { QuestionsController } from './questions.controller.js';
import { QuestionsRepository } from './questions.repository.js';
import { QuestionsService } from './questions.service.js';
import { QuizFreezing } from './quiz-freezing.js';
import { QuizSettingsController } from './quiz-settings.controller.js';
import { QuizSettingsService } from './quiz-settings.service.js';

/** Gives the catalogue its answers about quizzes; a module of its own, because quizzes rely on the catalogue. */
@Global()
@Module({ providers: [QuestionsRepository, { provide: CourseQuizzes, useClass: QuizFreezing }], exports: [CourseQuizzes] })
export class CourseQuizzesModule {}

/** Question banks, quizzes and questions in videos. */
@Module({
  imports: [CatalogModule, CourseQuizzesModule, MediaModule],
  controllers: [CheckpointsController, QuestionImportController, QuestionsController, QuizSettingsController],
  providers: [CheckpointsService, QuestionImportService, QuestionsRepository, QuestionsService, QuizSettingsService],
})
export class QuizzesModule {}
