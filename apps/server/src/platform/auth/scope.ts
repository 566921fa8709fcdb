/**
 * A condition on a column of region paths that holds within the given scope. Scope is applied in the SQL itself, so
 * that what lies outside is never read (reliability.md, requirement 7).
 *
 * @param column name of the column, written by the application
 * @param paths region paths from Principal.scope; '' is everything; none is nothing
 */
export function withinScope(column: string, paths: readonly string[]): { sql: string; params: string[] } {
  if (paths.includes('')) return { sql: 'TRUE', params: [] };
  if (paths.length === 0) return { sql: 'FALSE', params: [] };
  return { sql: `(${paths.map(() => `${column} LIKE ?`).join(' OR ')})`, params: paths.map((path) => `${path}%`) };
}

/** Whether a region path lies within a scope. */
export function isWithinScope(path: string, paths: readonly string[]): boolean {
  return paths.some((scope) => path.startsWith(scope));
}
