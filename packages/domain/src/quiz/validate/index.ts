export * from './limits.js';
export * from './question.js';
export * from './settings.js';
export * from './shortages.js';
export { type QuizFault } from './text.js';
export * from './tidy.js';
