import { LoadingMark } from '@xuexi/ui';
import { Navigate, Outlet, useLocation } from 'react-router';

import { loginPath, useMe } from '../lib/session';

import { useStrings } from './use-strings';

/** The pages of a person: a guest signs in first and comes back. */
export function RequireLearner() {
  const me = useMe();
  const { pathname, search } = useLocation();
  const t = useStrings();
  if (me === undefined) return <LoadingMark label={t('open')} />;
  if (me === null) return <Navigate to={loginPath(pathname + search)} replace />;
  return <Outlet />;
}
