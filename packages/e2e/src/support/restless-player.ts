import { setTimeout as delay } from 'node:timers/promises';
import type { Coverage } from '@xuexi/domain';
import type { AcknowledgedFile } from './acknowledged.ts';
import type { Watcher } from './watchers.ts';

const REPORT_EVERY_MS = 100;
const AGAIN_MS = 50;
const ANSWER_WITHIN_MS = 10_000;

/** Watches one lesson after the other as fast as the rules allow and, like our player, sends again what was not acknowledged. */
export class RestlessPlayer {
  acknowledgements = 0;
  unanswered = 0;
  completed = 0;
  private readonly url: string;
  private readonly watcher: Watcher;
  private readonly oracle: AcknowledgedFile;

  constructor(url: string, watcher: Watcher, oracle: AcknowledgedFile) {
    this.url = url;
    this.watcher = watcher;
    this.oracle = oracle;
  }

  /** @param lessons lesson versions @param seconds how long each is @param stop after it, the lesson that is being watched is the last */
  async watch(lessons: readonly string[], seconds: number, stop: AbortSignal): Promise<void> {
    for (const lesson of lessons) {
      if (stop.aborted) return;
      await this.watchLesson(lesson, seconds);
    }
    if (!stop.aborted) throw new Error('There were too few lessons for so many kills');
  }

  private async watchLesson(lessonVersionId: string, seconds: number): Promise<void> {
    const { playSessionId } = await this.post<{ playSessionId: string }>('/api/play-sessions', { lessonVersionId });
    for (let seq = 1; ; seq++) {
      const report = { seq, ranges: [[0, seconds]], rate: 1, position: seconds };
      const { standing } = await this.post<{ standing: { coverage: Coverage; completed: object | null } }>(`/api/play-sessions/${playSessionId}/reports`, report);
      const completed = standing.completed !== null;
      await this.oracle.add({ personId: this.watcher.personId, lessonVersionId, coverage: standing.coverage, completed });
      this.acknowledgements++;
      if (completed) {
        this.completed++;
        return;
      }
      await delay(REPORT_EVERY_MS);
    }
  }

  /** @throws Error where the platform refuses instead of failing */
  private async post<Answer>(path: string, body: object): Promise<Answer> {
    for (;;) {
      const answer = await this.tried(path, body);
      if (answer && answer.status < 300) return answer.body as Answer;
      if (answer && answer.status !== 503) throw new Error(`${path} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
      this.unanswered++;
      await delay(AGAIN_MS);
    }
  }

  private async tried(path: string, body: object): Promise<{ status: number; body: unknown } | null> {
    try {
      const answer = await fetch(`${this.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: this.watcher.cookie },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      return { status: answer.status, body: await answer.json() };
    } catch {
      return null;
    }
  }
}
