import { antifraudQuiz } from './antifraud.js';
import type { QuizContent } from './quiz-content.js';
import { SHORT_QUIZZES } from './short-quizzes.js';
import { smartphoneQuiz } from './smartphone.js';

/** The quizzes of the demo by the key of their course. */
export const QUIZZES: Readonly<Partial<Record<string, QuizContent>>> = { ...SHORT_QUIZZES, antifraud: antifraudQuiz, smartphone: smartphoneQuiz };
