import { useScopeRoots } from '../../lib/regions';

/**
 * The region that a choice comes down to: the last one chosen, or the only one that the person signed in holds.
 * @returns null for the whole installation; undefined where one of several has to be chosen first
 */
export function useScopedRegion(chain: readonly string[]): string | null | undefined {
  const roots = useScopeRoots('statements.read');
  const chosen = chain.at(-1);
  if (chosen !== undefined) return chosen;
  if (roots === null) return null;
  return roots.length === 1 ? roots[0]?.id : undefined;
}
