import { createHash } from 'node:crypto';
import { type QuestionContent, type QuestionItem, tidyQuestion } from '@xuexi/domain';
import type { CourseQuiz } from '../../quizzes/course-quiz.entity.js';
import type { CourseVersionCheckpoint } from '../../quizzes/course-version-checkpoint.entity.js';
import type { CourseVersionQuestion } from '../../quizzes/course-version-question.entity.js';
import type { LessonCheckpoint } from '../../quizzes/lesson-checkpoint.entity.js';
import type { QuestionRow } from '../../quizzes/question.entity.js';
import { QUIZZES } from '../content/quizzes/index.js';
import type { AskedQuestion, QuizContent } from '../content/quizzes/quiz-content.js';
import type { DemoCourse } from './demo-courses.js';
import { demoId } from './demo-id.js';

export interface QuizRows {
  questions: QuestionRow[];
  quizzes: CourseQuiz[];
  checkpoints: LessonCheckpoint[];
  versionQuestions: CourseVersionQuestion[];
  versionCheckpoints: CourseVersionCheckpoint[];
}

/** The rows that instructors with a quiz, and publishing it, would have left. */
export function quizRows(courses: readonly DemoCourse[]): QuizRows {
  const parts = courses.flatMap((course) => {
    const quiz = QUIZZES[course.content.key];
    return quiz ? [rowsOf(course, quiz)] : [];
  });
  return {
    questions: parts.flatMap(({ questions }) => questions),
    quizzes: parts.map(({ quiz }) => quiz),
    checkpoints: parts.flatMap(({ stops }) => stops.map(({ lessonId, atSecond, questionId }) => ({ lessonId, atSecond, questionId }))),
    versionQuestions: parts.flatMap(({ versionId, questions, stops }) => {
      const asked = new Set(stops.map(({ questionId }) => questionId));
      return questions.map(({ id, kind, content, difficulty, tags }) => ({ courseVersionId: versionId, questionId: id, kind, content, difficulty, tags, drawn: !asked.has(id) }));
    }),
    versionCheckpoints: parts.flatMap(({ versionId, stops }) => stops.map(({ lessonVersionId, atSecond, questionId }) => ({ courseVersionId: versionId, lessonVersionId, atSecond, questionId }))),
  };
}

function rowsOf({ id: courseId, versionId, createdMs, lessons }: DemoCourse, { settings, questions: asked, stops }: QuizContent) {
  const at = new Date(createdMs);
  const questions = asked.map((question): QuestionRow => {
    const content = contentOf(question);
    return { id: demoId(`question:${courseId}/${question.stem}`, createdMs), courseId, kind: content.kind, content, difficulty: question.difficulty, tags: [...question.tags], createdAt: at, updatedAt: at, archivedAt: null };
  });
  return {
    versionId,
    questions,
    quiz: { courseId, settings, updatedAt: at },
    stops: stops.map(({ lesson, atSecond, question }) => {
      const { lessonId, lessonVersionId } = lessons[lesson - 1]!;
      return { lessonId, lessonVersionId, atSecond, questionId: questions[question]!.id };
    }),
  };
}

/** What a question is made of. The wrong options stand before the right ones, so that shuffling shows. */
export function contentOf(question: AskedQuestion): QuestionContent {
  const { stem, explanation = '' } = question;
  const base = { stem, explanation };
  const item = (text: string): QuestionItem => ({ id: itemId(stem, text), text });
  const idsOf = (texts: readonly string[]) => texts.map((text) => itemId(stem, text));
  switch (question.kind) {
    case 'single':
      return tidyQuestion({ ...base, kind: 'single', options: [...question.wrong, question.right].map(item), answer: itemId(stem, question.right) });
    case 'multiple':
      return tidyQuestion({ ...base, kind: 'multiple', options: [...question.wrong, ...question.right].map(item), answers: idsOf(question.right) });
    case 'true_false':
      return tidyQuestion({ ...base, kind: 'true_false', answer: question.right });
    case 'fill_in':
      return tidyQuestion({ ...base, kind: 'fill_in', blanks: question.blanks.map((accepted) => ({ accepted: [...accepted] })) });
    case 'ordering':
      return tidyQuestion({ ...base, kind: 'ordering', items: question.items.map(item) });
    case 'matching': {
      const pairs = question.pairs.map(([left, right]) => ({ left: itemId(stem, left), right: itemId(stem, right) }));
      return tidyQuestion({ ...base, kind: 'matching', left: question.pairs.map(([left]) => item(left)), right: [...question.pairs.map(([, right]) => right), ...question.over].map(item), pairs });
    }
    case 'short':
      return tidyQuestion({ ...base, kind: 'short', reference: question.reference });
  }
}

/** The same in every demo, and telling nothing of the item's place. */
function itemId(stem: string, text: string): string {
  return createHash('sha256').update(`${stem}\n${text}`).digest('hex').slice(0, 8);
}
