/** Steps that can be taken back, and taken again. */
export interface History<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  /** What the last step was about: steps about the same, such as typing in one field, are one. */
  about: string | null;
}

/** As many steps as anyone takes back. */
const STEPS = 200;

export function begun<T>(present: T): History<T> {
  return { past: [], present, future: [], about: null };
}

/** Goes on to another state. @param about makes one step of several in a row; null: a step of its own */
export function stepped<T>({ past, present, about: before }: History<T>, next: T, about: string | null = null): History<T> {
  if (next === present) return { past, present, future: [], about: before };
  const same = about !== null && about === before;
  return { past: same ? past : [...past, present].slice(-STEPS), present: next, future: [], about };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], about: null };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, about: null };
}
