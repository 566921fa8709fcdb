import { createApiClient } from '@xuexi/api-client';
import { ConfirmationGate } from '@xuexi/ui';

/** Holds requests back that want the person to show once more who they are; the shell has its dialog. */
export const confirmation = new ConfirmationGate();

/** The API at the page's own address. */
export const api = createApiClient({ baseUrl: location.origin, fetch: confirmation.fetch });

/** openapi-fetch reads the pairs of a list of ranges as plain arrays; the API has no other lists of lists. */
type WithPairs<T> = T extends number[][] ? [from: number, to: number][] : T extends object ? { [K in keyof T]: WithPairs<T[K]> } : T;

/** The data of an answer. The client throws an ApiError for every answer that is none. */
export async function take<T>(answer: Promise<{ data?: T }>): Promise<WithPairs<NonNullable<T>>> {
  const { data } = await answer;
  return data as WithPairs<NonNullable<T>>;
}
