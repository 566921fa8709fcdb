import { type QuizSettings, quizShortages, shortageSentence } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { CourseQuizzes, type FrozenLesson, type LessonLength } from '../catalog/course-quizzes.js';
import { CourseQuiz } from './course-quiz.entity.js';
import { CourseVersionCheckpoint } from './course-version-checkpoint.entity.js';
import { CourseVersionQuestion } from './course-version-question.entity.js';
import { LessonCheckpoint } from './lesson-checkpoint.entity.js';
import { QuestionsRepository } from './questions.repository.js';

/** Questions in one statement: the longest bank stays far below what a statement may hold. */
const BATCH = 100;

/** Answers the catalogue's questions about quizzes, and freezes them with a version. */
@Injectable()
export class QuizFreezing extends CourseQuizzes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly questions: QuestionsRepository,
  ) {
    super();
  }

  async missing(courseId: string, lessons: readonly LessonLength[], tx: EntityManager = this.dataSource.manager): Promise<{ lessonId: string | null; sentence: string }[]> {
    const quiz = await this.settings(courseId, tx);
    const shortages = quiz ? quizShortages(quiz.draws, await this.questions.groups(courseId, tx)) : [];
    const lengths = new Map(lessons.map((lesson) => [lesson.id, lesson]));
    const checkpoints = await this.questions.checkpoints([...lengths.keys()], tx);
    return [
      ...shortages.map((shortage) => ({ lessonId: null, sentence: shortageSentence(shortage, quiz!.draws) })),
      ...checkpoints.flatMap(({ lessonId, atSecond }) => {
        const { title, seconds } = lengths.get(lessonId)!;
        return seconds === null || atSecond < seconds ? [] : [{ lessonId, sentence: `“${title}”在 ${clockOf(atSecond)} 有视频提问，现在的视频没有这么长。请改时间，或者去掉这个提问。` }];
      }),
    ];
  }

  async settings(courseId: string, tx: EntityManager): Promise<QuizSettings | null> {
    return (await tx.findOneBy(CourseQuiz, { courseId }))?.settings ?? null;
  }

  async freeze(tx: EntityManager, version: { id: string; courseId: string; quiz: QuizSettings | null }, lessons: readonly FrozenLesson[]): Promise<void> {
    const checkpoints = await this.questions.checkpoints(lessons.map(({ id }) => id), tx);
    const asked = new Set(checkpoints.map(({ questionId }) => questionId));
    const live = await this.questions.live(version.courseId, tx);
    const hasQuiz = version.quiz !== null;
    // A video gives the right answer to who tries long enough: what it asks, the quiz does not.
    const frozen: CourseVersionQuestion[] = live
      .filter(({ id }) => hasQuiz || asked.has(id))
      .map(({ id, kind, content, difficulty, tags }) => ({ courseVersionId: version.id, questionId: id, kind, content, difficulty, tags, drawn: hasQuiz && !asked.has(id) }));
    for (let from = 0; from < frozen.length; from += BATCH) await tx.insert(CourseVersionQuestion, frozen.slice(from, from + BATCH));
    const versions = new Map(lessons.map(({ id, lessonVersionId }) => [id, lessonVersionId]));
    const stops = checkpoints.map(({ lessonId, atSecond, questionId }) => ({ courseVersionId: version.id, lessonVersionId: versions.get(lessonId)!, atSecond, questionId }));
    if (stops.length > 0) await tx.insert(CourseVersionCheckpoint, stops);
  }

  async forgetLessons(tx: EntityManager, lessonIds: readonly string[]): Promise<void> {
    if (lessonIds.length > 0) await tx.delete(LessonCheckpoint, { lessonId: In([...lessonIds]) });
  }
}

/** Seconds as a player shows them: 2:05. */
function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
