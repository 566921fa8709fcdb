import { AsyncLocalStorage } from 'node:async_hooks';

const context = new AsyncLocalStorage<{ requestId: string }>();

/** Runs `work`, and all that it starts, under a request id that its log lines and its jobs will carry. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return context.run({ requestId }, work);
}

/** The id of the request or job at work, or null outside of one. */
export function currentRequestId(): string | null {
  return context.getStore()?.requestId ?? null;
}
