import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { CreditsModule } from '../credits/credits.module.js';
import { CourseLearnersModule, LearningModule } from '../learning/learning.module.js';
import { AttemptEndings } from './attempt-endings.service.js';
import { AttemptsController } from './attempts.controller.js';
import { AttemptsPresenter } from './attempts.presenter.js';
import { AttemptsRepository } from './attempts.repository.js';
import { AttemptsService } from './attempts.service.js';
import { AttemptsSweeper } from './attempts.sweeper.js';
import { CheckpointAnswersController } from './checkpoint-answers.controller.js';
import { CheckpointAnswersService } from './checkpoint-answers.service.js';
import { MarkingController } from './marking.controller.js';
import { MarkingService } from './marking.service.js';
import { QuizAttemptsPersonalData } from './quiz-attempts-personal-data.js';

/** Quizzes as learners take them: attempts, marking, questions in videos. */
@Module({
  imports: [CatalogModule, CourseLearnersModule, CreditsModule, LearningModule],
  controllers: [AttemptsController, CheckpointAnswersController, MarkingController],
  providers: [AttemptEndings, AttemptsPresenter, AttemptsRepository, AttemptsService, AttemptsSweeper, CheckpointAnswersService, MarkingService, QuizAttemptsPersonalData],
})
export class AttemptsModule {}
