import { useTranslation } from 'react-i18next';

import { LoadingMark, ProblemNotice } from '@xuexi/ui';

import { LoginPage } from '../features/identity/login-page';
import { NoRolePage } from '../features/identity/no-role-page';
import { isUnreachable } from '../lib/problem';
import { SignedInProvider, useMe } from '../lib/session';

import styles from './session-gate.module.css';
import { Shell } from './shell/shell';
import { homeFor } from './shell/nav';

/** The door of the console: the login for nobody, the way to the learner site for who has no role here, else the pages. */
export function SessionGate() {
  const { t } = useTranslation('shell');
  const { data: me, error, failureReason, refetch } = useMe();
  if (me === undefined) {
    return (
      <main className={styles.opening}>
        {error === null ? <LoadingMark label={t('opening')} /> : <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {error === null && isUnreachable(failureReason) && <p role="status">{t('connection.detail')}</p>}
      </main>
    );
  }
  if (me === null) return <LoginPage />;
  if (homeFor(me.permissions) === null) return <NoRolePage me={me} />;
  return (
    <SignedInProvider value={me}>
      <Shell />
    </SignedInProvider>
  );
}
