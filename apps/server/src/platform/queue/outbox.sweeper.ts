import { Injectable } from '@nestjs/common';
import { OutboxRelay } from './outbox-relay.js';
import { Sweeper } from './sweeper.js';

/** Keeps the outbox small: forgets what was sent long ago. */
@Injectable()
export class OutboxSweeper extends Sweeper {
  constructor(private readonly relay: OutboxRelay) {
    super();
  }

  sweep(): Promise<void> {
    return this.relay.prune();
  }
}
