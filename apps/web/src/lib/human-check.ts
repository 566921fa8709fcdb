import { solveHumanCheck } from '@xuexi/ui';

import { api, take } from './api';

/** Shows the API that no machine is asking: a sum that takes the browser a moment and nobody has to do anything for. */
export async function proveHuman(): Promise<string> {
  return solveHumanCheck(await take(api.GET('/api/human-check')));
}
