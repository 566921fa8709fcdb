import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ClosingRunner } from './closing-runner.js';
import { CreditsJobs } from '../credits-jobs.js';

/** Lets the worker run closings. */
@Injectable()
export class ClosingJobs implements OnModuleInit {
  constructor(
    private readonly jobs: CreditsJobs,
    private readonly runner: ClosingRunner,
  ) {}

  onModuleInit(): void {
    this.jobs.register('closing', { run: ({ closingId }) => this.runner.run(closingId), fail: ({ closingId }) => this.runner.fail(closingId) });
  }
}
