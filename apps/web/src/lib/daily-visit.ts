import { useQuery, useQueryClient } from '@tanstack/react-query';
import { shanghaiDate } from '@xuexi/domain';

import { api, take } from './api';
import { missingStep, useMe } from './session';

/** Under which key the own points are kept. */
export const POINTS = ['points'];

/** 签到: tells of the visit once a Shanghai date, for whoever is signed in. Telling it again changes nothing, so that it may be tried again. */
export function useDailyVisit(): void {
  const me = useMe();
  const client = useQueryClient();
  useQuery({
    queryKey: ['visit', me?.accountId, shanghaiDate(Date.now())],
    queryFn: async () => {
      const visit = await take(api.POST('/api/my/points/sign-in'));
      if (visit.earned > 0) await client.invalidateQueries({ queryKey: POINTS });
      return visit;
    },
    enabled: me !== null && me !== undefined && missingStep(me) === null,
    staleTime: Infinity,
  });
}
