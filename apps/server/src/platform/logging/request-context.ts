import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known of the request or job at work. */
export interface RequestContext {
  requestId: string;
  /** Address and browser of who is asking; absent in jobs and commands. */
  address?: string;
  device?: string;
}

const context = new AsyncLocalStorage<RequestContext>();

/** Runs `work`, and all that it starts, under a context that its log lines, jobs and audit entries will carry. */
export function withRequestContext<T>(of: RequestContext, work: () => T): T {
  return context.run(of, work);
}

/** The id of the request or job at work, or null outside of one. */
export function currentRequestId(): string | null {
  return context.getStore()?.requestId ?? null;
}

/** Where the request at work came from; nulls outside of one. */
export function currentOrigin(): { address: string | null; device: string | null } {
  const { address = null, device = null } = context.getStore() ?? {};
  return { address, device };
}
