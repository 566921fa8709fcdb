import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { TextLink } from '@xuexi/ui';

import { Button } from '../../components/controls';

import { CodesPageLink } from './codes-page-link';
import { Door } from './door';
import { PasswordLogin } from './password-login';
import { SmsLogin } from './sms-login';
import { useSignInOptions } from './use-login';

/** The login, shown in place of whatever page was asked for; the page follows when it has worked. */
export function LoginPage() {
  const { t } = useTranslation('identity');
  const { data: options } = useSignInOptions();
  const [bySms, setBySms] = useState(false);
  const foot = (
    <>
      <p>{t('login.forgot')}</p>
      {bySms && <CodesPageLink />}
      <TextLink href="/">{t('login.learnerSite')}</TextLink>
    </>
  );
  return (
    <Door title={t('login.title')} lead={t('login.lead')} foot={foot}>
      {bySms ? <SmsLogin /> : <PasswordLogin />}
      {options?.sms === 'available' && (
        <Button variant="quiet" onClick={() => setBySms(!bySms)}>
          {bySms ? t('login.byPassword') : t('login.bySms')}
        </Button>
      )}
    </Door>
  );
}
