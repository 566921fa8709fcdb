import { Spine1763800000000 } from './0001-spine.js';
import { Identity1764000000000 } from './0002-identity.js';
import { Media1764600000000 } from './0003-media.js';
import { Learning1765200000000 } from './0004-learning.js';

/** In the order in which they run. A landed migration is never edited. */
export const migrations = [Spine1763800000000, Identity1764000000000, Media1764600000000, Learning1765200000000];
