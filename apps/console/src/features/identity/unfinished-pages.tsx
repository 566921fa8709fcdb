import { useTranslation } from 'react-i18next';

import { Door } from './door';
import { LeaveLink } from './leave-link';
import { PasswordForm } from './password-form';
import { TotpSetup } from './totp-setup';
import { useRefreshMe } from './use-security';

/** Somebody has signed in with a password from a desk: they set their own before anything else. */
export function OwnPasswordPage() {
  const { t } = useTranslation('identity');
  return (
    <Door title={t('ownPassword.title')} lead={t('ownPassword.lead')} foot={<LeaveLink />}>
      <PasswordForm askOld={false} />
    </Door>
  );
}

/** A role is held that counts only with a second factor, and there is none yet. */
export function SecondFactorSetupPage() {
  const { t } = useTranslation('identity');
  const refresh = useRefreshMe();
  return (
    <Door title={t('setup.title')} lead={t('setup.lead')} foot={<LeaveLink />}>
      <TotpSetup onDone={() => void refresh()} />
    </Door>
  );
}
