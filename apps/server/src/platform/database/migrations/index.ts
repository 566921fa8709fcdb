import { Spine1763800000000 } from './0001-spine.js';

/** In the order in which they run. A landed migration is never edited. */
export const migrations = [Spine1763800000000];
