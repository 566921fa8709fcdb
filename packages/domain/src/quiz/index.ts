export * from './answer.js';
export * from './asked.js';
export * from './chance.js';
export * from './draw.js';
export * from './mark.js';
export * from './question.js';
export * from './result.js';
export * from './validate/index.js';
