/** What is on its way to uploads, by their ids: the tus library does not wait for it when the line breaks. */
export class PendingWrites {
  private readonly writes = new Map<string, Promise<number>>();

  /** Remembers a write until it ends. */
  track(id: string, write: Promise<number>): Promise<number> {
    const tracked = write.finally(() => this.writes.delete(id));
    this.writes.set(id, tracked);
    return tracked;
  }

  /** Resolves once nothing is on its way to an upload any more. */
  async settled(id: string): Promise<void> {
    await this.writes.get(id)?.catch(() => undefined);
  }
}
