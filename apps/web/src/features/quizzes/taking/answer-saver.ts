import type { Api } from '@xuexi/api-client';
import { problemOf } from '@xuexi/ui';

import type { AnswerStore } from './answer-store';

type Answers = Api['SaveAnswers']['answers'];
type Answer = Api['QuestionAnswer'];

/** `kept`: the line is lost, so they are in this browser. `ended`: the attempt takes nothing more. `elsewhere`: another window has saved since. */
export type SaveState = 'saved' | 'saving' | 'kept' | 'ended' | 'elsewhere';

export interface Taking {
  answers: Answers;
  state: SaveState;
}

interface SaverOptions {
  attempt: { id: string; answers: Answers; saveSeq: number };
  personId: string;
  store: AnswerStore;
  send: (body: Api['SaveAnswers']) => Promise<Api['SavedAnswers']>;
}

/** After the last change, so that a word is not saved letter by letter. */
const AFTER_MS = 700;
/** Without a line, tried again after so long. */
const AGAIN_MS = 4_000;

/**
 * Answers while they are given: each change is kept in this browser at once and sent a moment later, one save at a time,
 * until the server has acknowledged it.
 */
export class AnswerSaver {
  private taking: Taking;
  private seq: number;
  private savedSeq: number;
  private sending = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: SaverOptions) {
    const { attempt, personId, store } = options;
    const kept = store.of(attempt.id, personId);
    const unsent = kept !== null && kept.seq > attempt.saveSeq ? kept : null;
    this.savedSeq = attempt.saveSeq;
    this.seq = unsent?.seq ?? attempt.saveSeq;
    this.taking = { answers: unsent?.answers ?? attempt.answers, state: unsent ? 'saving' : 'saved' };
  }

  /** Sends what was kept from before, and goes on whenever the line is back. @returns how to stop */
  begin(): () => void {
    const again = () => void this.flush();
    window.addEventListener('online', again);
    void this.flush();
    return () => {
      window.removeEventListener('online', again);
      clearTimeout(this.timer);
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  read = (): Taking => this.taking;

  change(questionId: string, answer: Answer): void {
    if (this.isOver()) return;
    const { attempt, personId, store } = this.options;
    const answers = { ...this.taking.answers, [questionId]: answer };
    this.seq += 1;
    store.save(attempt.id, { personId, seq: this.seq, answers });
    this.tell({ answers, state: this.taking.state === 'kept' ? 'kept' : 'saving' });
    this.later(AFTER_MS);
  }

  /** What the server has not acknowledged; null: nothing. */
  unsaved(): Api['SaveAnswers'] | null {
    return this.seq > this.savedSeq ? { seq: this.seq, answers: this.taking.answers } : null;
  }

  /** The attempt has been handed in: nothing needs keeping. */
  forget(): void {
    clearTimeout(this.timer);
    this.options.store.remove(this.options.attempt.id);
  }

  private async flush(): Promise<void> {
    const body = this.unsaved();
    if (this.sending || this.isOver() || body === null) return;
    this.sending = true;
    try {
      this.acknowledge(body.seq, await this.options.send(body));
    } catch (error) {
      this.fail(error);
    } finally {
      this.sending = false;
    }
  }

  private acknowledge(sent: number, { seq }: Api['SavedAnswers']): void {
    // A higher number than was sent is another window's: what stands here is not what will be marked.
    if (seq > sent) return this.tell({ ...this.taking, state: 'elsewhere' });
    this.savedSeq = sent;
    if (this.seq > sent) return this.later(0);
    this.options.store.remove(this.options.attempt.id);
    this.tell({ ...this.taking, state: 'saved' });
  }

  private fail(error: unknown): void {
    if (problemOf(error)?.code === 'quiz_attempt_ended') return this.tell({ ...this.taking, state: 'ended' });
    this.tell({ ...this.taking, state: 'kept' });
    this.later(AGAIN_MS);
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), ms);
  }

  private isOver(): boolean {
    return this.taking.state === 'ended' || this.taking.state === 'elsewhere';
  }

  private tell(taking: Taking): void {
    this.taking = taking;
    this.listeners.forEach((listener) => listener());
  }
}
