import { Clock } from '../../src/platform/clock.js';

/** A clock that stands until the test moves it. */
export class TestClock extends Clock {
  private ms: number;

  /** @param at an instant, with its zone */
  constructor(at: string) {
    super();
    this.ms = Date.parse(at);
  }

  override now(): number {
    return this.ms;
  }

  set(at: string): void {
    this.ms = Date.parse(at);
  }

  advance(seconds: number): void {
    this.ms += Math.round(seconds * 1000);
  }
}
