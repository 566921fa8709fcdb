import { useTranslation } from 'react-i18next';

import { Brand, ProblemNotice } from '@xuexi/ui';

import { Button, SiteLinkButton } from '../../components/controls';
import type { Me } from '../../lib/session';

import styles from './door.module.css';
import { useLogout } from './use-login';

/** Somebody is signed in for whom the console has nothing: says so, and where to go. */
export function NoRolePage({ me }: { me: Me }) {
  const { t } = useTranslation('identity');
  const logout = useLogout();
  return (
    <main className={styles.door}>
      <div className={styles.sheet}>
        <Brand href="/" />
        <div>
          <h1>{t('noRole.title')}</h1>
          <p>{t('noRole.lead', { name: me.displayName, phone: me.phoneMasked })}</p>
        </div>
        <ProblemNotice error={logout.error} />
        <div className={styles.answers}>
          <SiteLinkButton href="/">{t('noRole.learnerSite')}</SiteLinkButton>
          <Button variant="quiet" busy={logout.isPending} onClick={() => logout.mutate()}>
            {t('noRole.other')}
          </Button>
        </div>
      </div>
    </main>
  );
}
