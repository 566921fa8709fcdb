import { useTranslation } from 'react-i18next';

import { type Permission, scopeNames, useSignedIn } from '../lib/session';

import type { PathStep } from './page-head';

/** The region path within which the person signed in holds `permission`, only named; the whole installation has no region. */
export function useScopePath(permission: Permission): PathStep[] {
  const { t } = useTranslation('common');
  const names = scopeNames(useSignedIn(), permission);
  return (names.length === 0 ? [t('wholeInstallation')] : names).map((name) => ({ name }));
}
