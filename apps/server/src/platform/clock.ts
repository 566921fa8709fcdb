/** The one source of time; tests inject their own. Milliseconds since the epoch, UTC. */
export abstract class Clock {
  abstract now(): number;

  date(): Date {
    return new Date(this.now());
  }
}

class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }
}

export const systemClock: Clock = new SystemClock();
