import { useQuery } from '@tanstack/react-query';

import { api, take } from './api';

/** Whether codes can be sent by SMS here, and in the demo the page that shows them. */
export const useSignInOptions = () =>
  useQuery({ queryKey: ['sign-in-options'], queryFn: () => take(api.GET('/api/sign-in-options')), staleTime: 300_000 });
