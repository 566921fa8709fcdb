interface Waiting<In, Out> {
  item: In;
  resolve: (result: Out) => void;
  reject: (error: unknown) => void;
}

/** How a batcher groups. */
export interface Grouping {
  /** The largest group. */
  maxSize: number;
  /** How many groups may be at work at once; without it one. */
  parallel?: number;
  /** A further group begins only once so much is waiting; without it at once. */
  joinAt?: number;
}

/**
 * Groups what arrives while other groups are at work: nobody waits when there is nothing to wait for, and under load
 * one round trip serves many.
 */
export class Batcher<In, Out> {
  private waiting: Waiting<In, Out>[] = [];
  private running = 0;
  private scheduled = false;

  /** @param run does a group at once and answers in its order; an Error in the answer rejects that item only */
  constructor(
    private readonly run: (items: In[]) => Promise<(Out | Error)[]>,
    private readonly grouping: Grouping,
  ) {}

  add(item: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled || !this.mayBegin()) return;
    this.scheduled = true;
    // What arrives in the same turn of the event loop joins the group.
    setImmediate(() => {
      this.scheduled = false;
      void this.work();
    });
  }

  private mayBegin(): boolean {
    const { parallel = 1, joinAt = 1 } = this.grouping;
    return this.running < parallel && this.waiting.length >= (this.running === 0 ? 1 : joinAt);
  }

  private async work(): Promise<void> {
    const group = this.waiting.splice(0, this.grouping.maxSize);
    this.running++;
    this.schedule();
    try {
      const results = await this.run(group.map(({ item }) => item));
      group.forEach(({ resolve, reject }, i) => {
        const result = results[i];
        if (result instanceof Error) reject(result);
        else resolve(result as Out);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      this.running--;
      this.schedule();
    }
  }
}
