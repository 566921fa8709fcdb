import { Problem } from '../platform/errors/problem.js';
import type { Media } from './media.entity.js';

/**
 * Nothing is made of a video or document that is taken down, nor of one whose files are still on their way back.
 * @throws Problem media_taken_down
 */
export function assertNotTakenDown({ takenDownAt, filesToMoveSince }: Pick<Media, 'takenDownAt' | 'filesToMoveSince'>): void {
  if (takenDownAt !== null || filesToMoveSince !== null) throw new Problem('media_taken_down');
}
