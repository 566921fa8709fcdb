/** The person was merged into another while something of theirs was on its way. */
export class MergedAwayError extends Error {
  /** @param into id of the person who has everything now */
  constructor(readonly into: string) {
    super('The person was merged into another');
  }
}

/** Does something for a person, or for whoever they were merged into meanwhile: nothing is lost on the way. */
export async function followingMerge<T>(personId: string, work: (personId: string) => Promise<T>): Promise<T> {
  try {
    return await work(personId);
  } catch (error) {
    if (error instanceof MergedAwayError) return followingMerge(error.into, work);
    throw error;
  }
}
