export * from './clock.js';
export * from './cues.js';
export * from './read-captions.js';
export * from './write-captions.js';
