import { createContext, useContext } from 'react';

import type { createApiClient } from '@xuexi/api-client';

/** The generated client of the API; the only way out of the console. */
export type ApiClient = ReturnType<typeof createApiClient>;

const ApiContext = createContext<ApiClient | null>(null);

/** Gives the pages below it their client. */
export const ApiProvider = ApiContext.Provider;

/** The client of the API. */
export function useApi(): ApiClient {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('useApi needs an ApiProvider above it');
  return api;
}

/**
 * What an answer carries. The client throws for every refusal, so a settled call always has its data.
 *
 * @throws ApiError as the call itself does
 */
export async function dataOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call;
  return data as T;
}
