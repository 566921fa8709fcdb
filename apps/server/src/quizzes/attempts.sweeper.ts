import { Injectable } from '@nestjs/common';
import { Sweeper } from '../platform/queue/sweeper.js';
import { AttemptsService } from './attempts.service.js';

/**
 * Hands in attempts whose time has run out and whose learner does not come back. It runs beside the routes and not in the
 * worker, because ending an attempt posts credits and finishes courses by the services of the api.
 */
@Injectable()
export class AttemptsSweeper extends Sweeper {
  constructor(private readonly attempts: AttemptsService) {
    super();
  }

  sweep(): Promise<void> {
    return this.attempts.endOverdue();
  }
}
