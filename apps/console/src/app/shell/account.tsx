import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { ROLE_NAMES } from '@xuexi/domain';

import { useLogout } from '../../features/identity/use-login';
import { useSignedIn } from '../../lib/session';

import styles from './shell.module.css';

/** Who is signed in, with which roles, and the ways out. */
export function Account() {
  const { t } = useTranslation('shell');
  const { displayName, roles } = useSignedIn();
  const logout = useLogout();
  const held = roles.filter(({ role }) => role !== 'learner').map(({ role }) => ROLE_NAMES[role]);
  return (
    <section className={styles.account} aria-label={t('account')}>
      <strong>{displayName}</strong>
      <small>{[...new Set(held)].join('、')}</small>
      <div>
        <Link to="/security">{t('security')}</Link>
        <a href="/">{t('learnerSite')}</a>
        <button type="button" onClick={() => logout.mutate()}>
          {t('logout')}
        </button>
      </div>
    </section>
  );
}
