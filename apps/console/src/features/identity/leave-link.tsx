import { useTranslation } from 'react-i18next';

import { ProblemNotice } from '@xuexi/ui';

import { Button } from '../../components/controls';

import { useLogout } from './use-login';

/** The way out of a sign-in that is not complete. */
export function LeaveLink() {
  const { t } = useTranslation('identity');
  const logout = useLogout();
  return (
    <>
      <ProblemNotice error={logout.error} />
      <Button variant="quiet" busy={logout.isPending} busyLabel={t('leave')} onClick={() => logout.mutate()}>
        {t('leave')}
      </Button>
    </>
  );
}
