import { type QuestionAnswer, type QuestionContent, type SealedEntry, rightAnswer } from '@xuexi/domain';
import type { QuizAttemptDto, QuizCardDto, SavedAnswersDto } from '../../src/quizzes/attempts.dto.js';
import type { Answer } from '../support/agent.js';
import type { World } from '../support/world.js';
import type { Classroom } from './classroom.js';
import type { MadeCourse } from './courses.js';
import { chainOf } from './ledger.js';
import type { Someone } from './persons.js';
import { QUESTIONS, aQuiz } from './quizzes.js';

/** A learner who has joined a course with a quiz. */
export class QuizTaker {
  constructor(
    private readonly world: World,
    readonly someone: Someone,
    readonly course: MadeCourse,
    /** The ids of {@link contents}, in their order. */
    readonly questions: string[],
    readonly contents: QuestionContent[],
  ) {}

  start(): Promise<Answer<QuizAttemptDto>> {
    return this.someone.agent.post<QuizAttemptDto>(`/api/courses/${this.course.courseId}/quiz/attempts`);
  }

  async card(): Promise<QuizCardDto> {
    return (await this.someone.agent.get<{ quiz: QuizCardDto }>(`/api/courses/${this.course.courseId}/quiz`)).body.quiz;
  }

  async read(id: string): Promise<QuizAttemptDto> {
    return (await this.someone.agent.get<QuizAttemptDto>(`/api/quiz-attempts/${id}`)).body;
  }

  save(id: string, seq: number, answers: unknown): Promise<Answer<SavedAnswersDto>> {
    return this.someone.agent.post<SavedAnswersDto>(`/api/quiz-attempts/${id}/answers`, { seq, answers });
  }

  submit(id: string, last: unknown = null): Promise<Answer<QuizAttemptDto>> {
    return this.someone.agent.post<QuizAttemptDto>(`/api/quiz-attempts/${id}/submission`, { last });
  }

  async entries(): Promise<SealedEntry[]> {
    return (await chainOf(this.world, this.someone.personId)).entries;
  }

  /** Right answers to the first so many questions. */
  right(count = this.questions.length): Record<string, QuestionAnswer> {
    const answers = this.contents.map((content) => (content.kind === 'fill_in' ? { kind: 'fill_in' as const, texts: [content.blanks[0]!.accepted[1]!.toLowerCase()] } : rightAnswer(content)!));
    return Object.fromEntries(this.questions.slice(0, count).map((id, i) => [id, answers[i]!]));
  }

  /** Begins an attempt and hands it in, with so many right answers. */
  async attempted(count: number): Promise<QuizAttemptDto> {
    const { body } = await this.start();
    return (await this.submit(body.id, { seq: 1, answers: this.right(count) })).body;
  }

  /** Someone else before the same quiz. */
  as(someone: Someone): QuizTaker {
    return new QuizTaker(this.world, someone, this.course, this.questions, this.contents);
  }
}

/** A learner of a course of one lesson of a minute. @param quiz what differs from other tests' @param verifiedAt null: the real name is not verified */
export async function aQuizTaker(world: World, classroom: Classroom, quiz: Parameters<typeof aQuiz>[2] = {}, verifiedAt?: null): Promise<QuizTaker> {
  const someone = await classroom.learner(verifiedAt);
  const course = await classroom.course(60);
  const questions = await aQuiz(world, course.versionId, quiz);
  await someone.agent.post(`/api/courses/${course.courseId}/enrolment`);
  return new QuizTaker(world, someone, course, questions, quiz?.contents ?? QUESTIONS);
}
