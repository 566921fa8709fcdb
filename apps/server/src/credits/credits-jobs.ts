import { Injectable } from '@nestjs/common';
import type { JobName, Jobs } from '../platform/queue/queues.js';

/** What does one kind of job of the credits queue. Both tolerate that there is nothing left to do. */
export interface CreditsJob<Name extends JobName<'credits'>> {
  run(payload: Jobs['credits'][Name]): Promise<void>;
  /** The queue gives the job up: whoever waits for it must see that. */
  fail(payload: Jobs['credits'][Name]): Promise<void>;
}

/** The jobs of the credits queue by name. Each part of the feature registers its own when the worker starts. */
@Injectable()
export class CreditsJobs {
  private readonly jobs = new Map<string, { run(payload: unknown): Promise<void>; fail(payload: unknown): Promise<void> }>();

  register<Name extends JobName<'credits'>>(name: Name, job: CreditsJob<Name>): void {
    this.jobs.set(name, { run: (payload) => job.run(payload as Jobs['credits'][Name]), fail: (payload) => job.fail(payload as Jobs['credits'][Name]) });
  }

  /** @throws Error for a name that nobody registered */
  of(name: string): { run(payload: unknown): Promise<void>; fail(payload: unknown): Promise<void> } {
    const job = this.jobs.get(name);
    if (!job) throw new Error(`No part of the worker does the job ${name}`);
    return job;
  }
}
