import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { PERMISSIONS } from '@xuexi/domain';
import { EmptyState } from '@xuexi/ui';

import { type Permission, useSignedIn } from '../lib/session';

/** A page for those who hold `permission`; the others read what is missing. */
export function Allowed({ permission, children }: { permission: Permission; children: ReactNode }) {
  const { t } = useTranslation('shell');
  if (useSignedIn().permissions.includes(permission)) return children;
  return <EmptyState title={t('forbidden.title')}>{t('forbidden.detail', { permission: PERMISSIONS[permission] })}</EmptyState>;
}
