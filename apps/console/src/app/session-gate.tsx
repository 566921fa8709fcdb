import { useTranslation } from 'react-i18next';

import { LoadingMark, ProblemNotice } from '@xuexi/ui';

import { Confirmation } from '../features/identity/confirmation';
import { LoginPage } from '../features/identity/login-page';
import { NoRolePage } from '../features/identity/no-role-page';
import { SecondFactorPage } from '../features/identity/second-factor-page';
import { OwnPasswordPage, SecondFactorSetupPage } from '../features/identity/unfinished-pages';
import { isUnreachable } from '../lib/problem';
import { type Me, SignedInProvider, useMe } from '../lib/session';

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
  return (
    <>
      <Inside me={me} />
      <Confirmation me={me} />
    </>
  );
}

/** What is still to do before the console opens, and then the console. */
function Inside({ me }: { me: Me }) {
  const { on, given, needed } = me.secondFactor;
  if (on && !given) return <SecondFactorPage />;
  if (me.passwordTemporary) return <OwnPasswordPage />;
  if (homeFor(me.permissions) === null) return <NoRolePage me={me} />;
  if (needed && !on) return <SecondFactorSetupPage />;
  return (
    <SignedInProvider value={me}>
      <Shell />
    </SignedInProvider>
  );
}
