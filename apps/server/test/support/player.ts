import type { PlaySessionDto, ReportAnswerDto, WatchStandingDto } from '../../src/learning/learning.dto.js';
import { expect } from '@jest/globals';
import type { Agent, Answer } from './agent.js';
import type { TestClock } from './test-clock.js';

const REPORT_EVERY_SECONDS = 15;

/** A player of one lesson in one tab, as the learner site's: it plays on in the world's time and reports. */
export class Player {
  private seq = 0;
  private at = 0;

  private constructor(
    private readonly agent: Agent,
    private readonly clock: TestClock,
    readonly opened: PlaySessionDto,
  ) {}

  static async open(agent: Agent, clock: TestClock, lessonVersionId: string, elder?: boolean): Promise<Player> {
    const answer = await agent.post<PlaySessionDto>('/api/play-sessions', { lessonVersionId, elder });
    expect(answer.status).toBe(201);
    return new Player(agent, clock, answer.body);
  }

  get path(): string {
    return `/api/play-sessions/${this.opened.playSessionId}`;
  }

  /** Sends a report as it is, with a seq of its own unless one is given. */
  async send(ranges: [number, number][], seq = ++this.seq, agent = this.agent): Promise<Answer<ReportAnswerDto>> {
    return agent.post<ReportAnswerDto>(`${this.path}/reports`, { seq, ranges, rate: 1, position: ranges.at(-1)?.[1] ?? this.at });
  }

  /** Sends a report that must be taken. */
  async report(...ranges: [number, number][]): Promise<ReportAnswerDto> {
    const answer = await this.send(ranges);
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 });
    return answer.body;
  }

  present(): Promise<Answer<unknown>> {
    return this.agent.post(`${this.path}/presence`);
  }

  /**
   * Plays from the beginning, or from where it stood, until so much of the world's time has passed or the lesson is
   * complete; reports as the learner site does and answers the presence question at once.
   *
   * @param seconds of the world's time
   * @returns the last answer
   */
  async play(seconds: number, { rate = 1, every = REPORT_EVERY_SECONDS } = {}): Promise<WatchStandingDto> {
    let { standing } = this.opened;
    for (let played = 0; played < seconds && !standing.completed; played += every) {
      this.clock.advance(every);
      const from = this.at;
      this.at = Math.min(standing.durationSeconds, from + every * rate);
      const answer = await this.report([from, this.at]);
      expect(answer.refused).toBeNull();
      if (answer.presence) expect((await this.present()).status).toBe(204);
      standing = answer.standing;
    }
    return standing;
  }
}
