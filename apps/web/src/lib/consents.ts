import { useQuery } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';

import { api, take } from './api';

export type Consent = Api['ConsentText'];
export type ConsentPurpose = Consent['purpose'];

/** The text of one consent, as it stands now. */
export const useConsent = (purpose: ConsentPurpose) =>
  useQuery({
    queryKey: ['consents'],
    queryFn: async () => (await take(api.GET('/api/consents'))).items,
    select: (texts) => texts.find((text) => text.purpose === purpose),
    staleTime: 3_600_000,
  });
