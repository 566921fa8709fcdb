import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';

import { useSignedIn } from '../../lib/session';
import { useTodo } from '../../lib/todo';

import { navFor } from './nav';
import styles from './shell.module.css';

/** What can be opened, with what waits behind each item. */
export function SideNav({ onNavigate }: { onNavigate: () => void }) {
  const { t } = useTranslation('shell');
  const { permissions } = useSignedIn();
  const todo = useTodo().data;
  return (
    <nav className={styles.nav} aria-label={t('nav')}>
      {navFor(permissions).map((group) => (
        <div key={group.key}>
          {group.key !== 'home' && <h2>{t(`groups.${group.key}`)}</h2>}
          {group.items.map(({ key, to, waiting }) => {
            const count = todo === undefined ? 0 : (waiting?.(todo) ?? 0);
            return (
              <NavLink key={key} to={to} end={to === '/'} onClick={onNavigate}>
                {t(`items.${key}`)}
                {count > 0 && (
                  <span className={styles.count}>
                    <span className="num">{count}</span>
                    <span className="unseen">{t('waiting')}</span>
                  </span>
                )}
              </NavLink>
            );
          })}
        </div>
      ))}
    </nav>
  );
}
