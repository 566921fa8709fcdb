interface Waiting<In, Out> {
  item: In;
  resolve: (result: Out) => void;
  reject: (error: unknown) => void;
}

/**
 * Groups what arrives while the last group is at work: nobody waits when there is nothing to wait for, and under load
 * one round trip serves many.
 */
export class Batcher<In, Out> {
  private waiting: Waiting<In, Out>[] = [];
  private busy = false;

  /**
   * @param run does a group at once and answers in its order; an Error in the answer rejects that item only
   * @param maxSize the largest group
   */
  constructor(
    private readonly run: (items: In[]) => Promise<(Out | Error)[]>,
    private readonly maxSize: number,
  ) {}

  add(item: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.busy) {
        this.busy = true;
        // What arrives in the same turn of the event loop joins the first group.
        setImmediate(() => void this.drain());
      }
    });
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, this.maxSize);
      try {
        const results = await this.run(group.map(({ item }) => item));
        group.forEach(({ resolve, reject }, i) => {
          const result = results[i];
          if (result instanceof Error) reject(result);
          else resolve(result as Out);
        });
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.busy = false;
  }
}
