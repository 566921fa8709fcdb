import { useTranslation } from 'react-i18next';

import { TextLink } from '@xuexi/ui';

import { useSignInOptions } from './use-login';

/** In the demo, where the codes are to be read; nothing where they are really sent. */
export function CodesPageLink() {
  const { t } = useTranslation('identity');
  const page = useSignInOptions().data?.smsCodesPage ?? null;
  if (page === null) return null;
  return (
    <TextLink href={page} target="_blank" rel="noreferrer">
      {t('login.smsCodesPage')}
    </TextLink>
  );
}
