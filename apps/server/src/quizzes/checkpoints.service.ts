import { AUTO_MARKED_KINDS } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OwnCourses } from '../catalog/own-courses.service.js';
import { MediaService } from '../media/media.service.js';
import { inTransaction } from '../platform/database/transaction.js';
import { type FieldFault, Problem } from '../platform/errors/problem.js';
import type { CheckpointsInputDto, TaughtCheckpointDto } from './checkpoints.dto.js';
import { LessonCheckpoint } from './lesson-checkpoint.entity.js';
import { QuestionsRepository } from './questions.repository.js';

/** At which seconds the videos of an instructor's course stop for a question. */
@Injectable()
export class CheckpointsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly courses: OwnCourses,
    private readonly media: MediaService,
    private readonly questions: QuestionsRepository,
  ) {}

  /** @throws Problem not_found */
  async list(accountId: string, courseId: string): Promise<TaughtCheckpointDto[]> {
    await this.courses.find(accountId, courseId);
    const checkpoints = await this.questions.checkpointsOf(courseId);
    const questions = new Map((await this.questions.byIds(checkpoints.map(({ questionId }) => questionId))).map((question) => [question.id, question]));
    return checkpoints.map(({ lessonId, atSecond, questionId }) => {
      const { kind, content } = questions.get(questionId)!;
      return { lessonId, atSecond, questionId, kind, stem: content.stem };
    });
  }

  /**
   * Sets everything at which a lesson stops; what was set before goes.
   * @throws Problem not_found, course_not_editable, invalid_input (no video, behind its end, a question that cannot be asked in a video)
   */
  async set(accountId: string, lessonId: string, { items }: CheckpointsInputDto): Promise<TaughtCheckpointDto[]> {
    const { courseId } = await this.courses.ofLesson(accountId, lessonId);
    await inTransaction(this.dataSource, async (tx) => {
      await this.courses.hold(tx, accountId, courseId);
      const faults = await this.faultsOf(tx, courseId, lessonId, items);
      if (faults.length > 0) throw new Problem('invalid_input', faults);
      await tx.delete(LessonCheckpoint, { lessonId });
      if (items.length > 0) await tx.insert(LessonCheckpoint, items.map(({ atSecond, questionId }) => ({ lessonId, atSecond, questionId })));
    });
    return this.list(accountId, courseId);
  }

  private async faultsOf(tx: EntityManager, courseId: string, lessonId: string, items: CheckpointsInputDto['items']): Promise<FieldFault[]> {
    if (items.length === 0) return [];
    const video = (await this.media.newestOf([lessonId], tx)).get(lessonId);
    const seconds = video?.kind === 'document' ? null : (video?.durationSeconds ?? null);
    if (seconds === null) return [{ field: 'items', message: '这一课还没有准备好的视频，请先上传' }];
    const questions = new Map((await this.questions.byIds(items.map(({ questionId }) => questionId), tx)).map((question) => [question.id, question]));
    return items.flatMap(({ atSecond, questionId }, i) => {
      const question = questions.get(questionId);
      const faults: FieldFault[] = atSecond < seconds ? [] : [{ field: `items.${i}.atSecond`, message: '视频没有这么长，请改到前面的时间' }];
      if (question?.courseId !== courseId || question.archivedAt !== null) return [...faults, { field: `items.${i}.questionId`, message: '题库里没有这道题，请重新选' }];
      if (!AUTO_MARKED_KINDS.includes(question.kind)) return [...faults, { field: `items.${i}.questionId`, message: '简答题不能放在视频里，请换一道' }];
      return faults;
    });
  }
}
