import { setTimeout as delay } from 'node:timers/promises';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

const EVERY_MS = 15_000;

/** Looks again and again for work that the database asks for and the queue no longer knows. */
export abstract class Sweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  /** One look; must be harmless to repeat. */
  abstract sweep(): Promise<void>;

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.sweep().catch((error: unknown) => new Logger(this.constructor.name).warn({ err: error }, 'sweep will try again'));
      await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
