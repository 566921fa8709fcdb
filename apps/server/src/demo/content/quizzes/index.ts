import { antifraudQuiz } from './antifraud.js';
import type { QuizContent } from './quiz-content.js';
import { smartphoneQuiz } from './smartphone.js';

/** The quizzes of the demo by the key of their course. */
export const QUIZZES: Readonly<Partial<Record<string, QuizContent>>> = { antifraud: antifraudQuiz, smartphone: smartphoneQuiz };
