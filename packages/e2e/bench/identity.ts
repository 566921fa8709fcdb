import * as learnersList from './learners-list.ts';
import type { Ratio } from './table.ts';

/** Identity: lists of learners. */
export async function run(): Promise<Ratio[]> {
  return learnersList.run();
}
