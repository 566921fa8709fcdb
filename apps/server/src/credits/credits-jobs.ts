import { Injectable } from '@nestjs/common';
import type { Jobs } from '../platform/queue/queues.js';

/** The payloads of the queues of credits by the name of the job. */
type Payloads = Jobs['credits'] & Jobs['creditsLong'];
export type CreditsJobName = keyof Payloads;

/** What does one kind of job. Both tolerate that there is nothing left to do. */
export interface CreditsJob<Name extends CreditsJobName> {
  run(payload: Payloads[Name]): Promise<void>;
  /** The queue gives the job up: whoever waits for it must see that. */
  fail(payload: Payloads[Name]): Promise<void>;
}

/** The jobs of the queues of credits by name. Each part of the feature registers its own when the worker starts. */
@Injectable()
export class CreditsJobs {
  private readonly jobs = new Map<string, { run(payload: unknown): Promise<void>; fail(payload: unknown): Promise<void> }>();

  register<Name extends CreditsJobName>(name: Name, job: CreditsJob<Name>): void {
    this.jobs.set(name, { run: (payload) => job.run(payload as Payloads[Name]), fail: (payload) => job.fail(payload as Payloads[Name]) });
  }

  /** @throws Error for a name that nobody registered */
  of(name: string): { run(payload: unknown): Promise<void>; fail(payload: unknown): Promise<void> } {
    const job = this.jobs.get(name);
    if (!job) throw new Error(`No part of the worker does the job ${name}`);
    return job;
  }
}
