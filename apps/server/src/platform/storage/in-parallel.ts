/** Does some work for every item, for `most` of them at a time; the first failure ends it once what has begun is done. */
export async function inParallel<T>(items: Iterable<T> | AsyncIterable<T>, most: number, work: (item: T) => Promise<unknown>): Promise<void> {
  const shared = (async function* () {
    yield* items;
  })();
  const results = await Promise.allSettled(
    Array.from({ length: most }, async () => {
      for await (const item of shared) await work(item);
    }),
  );
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
}
