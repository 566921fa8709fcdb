export * from './differences.js';
export * from './facts.js';
export { type Recomputed, type Rules, recompute, sealChain } from './recompute.js';
