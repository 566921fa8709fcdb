import type { Api } from '@xuexi/api-client';

import type { KeyValueStore } from '../../../lib/storage';

/** Answers of an attempt that the server has not acknowledged. */
export interface KeptAnswers {
  /** Whose they are: a shared phone must not send one person's answers as another's. */
  personId: string;
  seq: number;
  answers: Api['SaveAnswers']['answers'];
}

const PREFIX = 'xuexi.answers.';

/** Keeps answers over reloads and a lost line, one record an attempt. */
export class AnswerStore {
  constructor(private readonly store: KeyValueStore) {}

  save(attemptId: string, kept: KeptAnswers): void {
    this.store.set(PREFIX + attemptId, JSON.stringify(kept));
  }

  remove(attemptId: string): void {
    this.store.remove(PREFIX + attemptId);
  }

  /** What is kept of a person's attempt; null for nothing, or what cannot be read. */
  of(attemptId: string, personId: string): KeptAnswers | null {
    try {
      const kept: unknown = JSON.parse(this.store.get(PREFIX + attemptId) ?? 'null');
      return isKept(kept) && kept.personId === personId ? kept : null;
    } catch {
      return null;
    }
  }
}

function isKept(value: unknown): value is KeptAnswers {
  if (typeof value !== 'object' || value === null) return false;
  const { personId, seq, answers } = value as Record<string, unknown>;
  return typeof personId === 'string' && Number.isSafeInteger(seq) && typeof answers === 'object' && answers !== null;
}
