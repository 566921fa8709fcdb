import { Problem } from '../platform/errors/problem.js';
import type { Media } from './media.entity.js';

type Standing = Pick<Media, 'takenDownAt' | 'filesToMoveSince'>;

/** Whether a video or document is taken down, or its files are still on their way back. */
export function isTakenDown({ takenDownAt, filesToMoveSince }: Standing): boolean {
  return takenDownAt !== null || filesToMoveSince !== null;
}

/**
 * Nothing is made of a video or document that is taken down, nor of one whose files are still on their way back.
 * @throws Problem media_taken_down
 */
export function assertNotTakenDown(media: Standing): void {
  if (isTakenDown(media)) throw new Problem('media_taken_down');
}
