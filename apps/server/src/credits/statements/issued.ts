/**
 * Whether a statement is issued: preliminary, or of a closing that is done. A closing writes its statements long before it signs
 * them, and one that failed never does.
 *
 * @param statement alias of `statement` in the query, written by the application
 */
export function isIssued(statement: string): string {
  return `(${statement}.status = 'preliminary' OR EXISTS (SELECT 1 FROM closing issuer WHERE issuer.id = ${statement}.closing_id AND issuer.state = 'done'))`;
}
