import { entryId } from '@xuexi/domain';

/** The time in ids of what has no time of its own, and must be found again without the database. */
const TIMELESS_MS = Date.UTC(2024, 0, 1);

/**
 * The id of a row of the demo: made of its name, so that the same demo has the same ids and the media command finds the rows of the seed;
 * it sorts by time like every id of the product.
 *
 * @param name unique within the demo
 * @param atMs when the product would have made the row
 */
export function demoId(name: string, atMs: number = TIMELESS_MS): string {
  return entryId(`demo:${name}`, atMs);
}
