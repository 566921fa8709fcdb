import * as imports from './import.ts';
import * as learnersList from './learners-list.ts';
import * as signIn from './sign-in.ts';
import type { Ratio } from './table.ts';

/** The parts of this benchmark, each on a system of its own. */
const PARTS = [signIn, learnersList, imports];

/** Identity: signing in, and what it leaves to everyone else; lists of learners; the import of residents. */
export async function run(): Promise<Ratio[]> {
  const ratios: Ratio[] = [];
  for (const part of PARTS) ratios.push(...(await part.run()));
  return ratios;
}
