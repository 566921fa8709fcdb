import type { Api } from '@xuexi/api-client';

/** An upload as its instructor sees it. */
export type Media = Api['Media'];

/** Where an upload is kept among the answers of the server. */
export const mediaKey = (id: string) => ['media', id] as const;
