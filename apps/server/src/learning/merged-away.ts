/** The person was merged into another while something of theirs was on its way. */
export class MergedAwayError extends Error {
  /** @param into id of the person who has everything now */
  constructor(readonly into: string) {
    super('The person was merged into another');
  }
}

/**
 * Does something for a person, or for whoever they were merged into meanwhile: nothing is lost on the way.
 *
 * @throws Error where persons are merged into each other, which no merge does: somebody has changed the table. The nightly reconciliation raises the alarm.
 */
export async function followingMerge<T>(personId: string, work: (personId: string) => Promise<T>): Promise<T> {
  const asked = new Set<string>();
  for (let current = personId; !asked.has(current); ) {
    asked.add(current);
    try {
      return await work(current);
    } catch (error) {
      if (!(error instanceof MergedAwayError)) throw error;
      current = error.into;
    }
  }
  throw new Error(`Merged persons lead back to themselves: ${[...asked].join(', ')}`);
}
