import type { Challenge, Solution } from 'altcha-lib/types';

import { solve } from './solve';

/**
 * Solves what `GET /api/human-check` answered, beside the page where the browser can do that.
 *
 * @returns the proof, for the field `humanCheck` of the next request; it is good for one request
 */
export async function solveHumanCheck({ challenge }: { challenge: Challenge }): Promise<string> {
  const solution = (await solveBeside(challenge)) ?? (await solve(challenge));
  return btoa(JSON.stringify({ challenge, solution }));
}

/** Null where there are no workers for modules (before Chrome 80, Safari 15), or none can be started. */
function solveBeside(challenge: Challenge): Promise<Solution | null> {
  if (typeof Worker === 'undefined') return Promise.resolve(null);
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./solver.worker.ts', import.meta.url), { type: 'module' });
    const end = (solution: Solution | null): void => {
      worker.terminate();
      resolve(solution);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<Solution | null>) => end(data));
    worker.addEventListener('error', () => end(null));
    worker.postMessage(challenge);
  });
}
