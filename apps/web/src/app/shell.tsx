import { Brand, LoadingMark, Notice } from '@xuexi/ui';
import { Suspense, useSyncExternalStore } from 'react';
import { Link, NavLink, Navigate, Outlet, useLocation } from 'react-router';

import { confirmation } from '../lib/api';
import { useDailyVisit } from '../lib/daily-visit';
import { useElderMode } from '../lib/elder-mode';
import { useOnline } from '../lib/online';
import { loginPath, missingStep, useMe } from '../lib/session';
import { useUnreadNotices } from '../lib/unread-notices';

import { SearchBox } from '../components/search-box';

import { ErrorBoundary } from './error-boundary';
import { lazyPage } from './lazy-page';
import { useArrival } from './use-arrival';
import { useStrings } from './use-strings';

import styles from './shell.module.css';

const Confirmation = lazyPage(() => import('./confirmation'));

/** What stands around every page: brand, navigation, search, elder mode, whether the line is down; tabs at the bottom of a phone. */
export function Shell() {
  const t = useStrings();
  const main = useArrival();
  const online = useOnline();
  useDailyVisit();
  const { key } = useLocation();
  return (
    <>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <Header online={online} />
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <ErrorBoundary resetOn={`${key} ${online}`}>
          <Suspense fallback={<LoadingMark label={t('open')} />}>
            <Page />
          </Suspense>
        </ErrorBoundary>
      </main>
      <Tabs />
      <Suspense>
        <ConfirmationWhenAsked />
      </Suspense>
    </>
  );
}

/** The page of the address; before all others the login, while a step of it is missing. */
function Page() {
  const me = useMe();
  const { pathname, search } = useLocation();
  if (me && pathname !== '/login' && missingStep(me) !== null) return <Navigate to={loginPath(pathname + search)} replace />;
  return <Outlet />;
}

/** Most visits never need it: it is loaded when it is asked for the first time. */
function ConfirmationWhenAsked() {
  const asking = useSyncExternalStore(confirmation.subscribe, confirmation.isAsking);
  return asking && <Confirmation />;
}

function Header({ online }: { online: boolean }) {
  const t = useStrings();
  const me = useMe();
  const [elder, toggleElder] = useElderMode();
  const [city, district] = me?.person.region?.names ?? [];
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <Brand as={Link} to="/" />
        {district !== undefined && (
          <span className={styles.place}>
            {city} · {district}
          </span>
        )}
        <nav className={styles.nav} aria-label={t('mainNav')}>
          <NavLink to="/" end>
            {t('home')}
          </NavLink>
          <NavLink to="/courses">{t('courses')}</NavLink>
          <NavLink to="/learning">{t('learning')}</NavLink>
          <NavLink to="/credits">{t('credits')}</NavLink>
        </nav>
        <SearchBox className={styles.search} label={t('search')} placeholder={t('searchHint')} />
        <NavLink className={styles.find} to="/courses" end>
          {t('search')}
        </NavLink>
        <button type="button" className={styles.elder} onClick={toggleElder}>
          {elder ? t('elderOff') : t('elderOn')}
        </button>
        {me === null ? (
          <Link className={styles.account} to="/login">
            {t('login')}
          </Link>
        ) : (
          <NavLink className={styles.account} to="/me">
            <span className={styles.name}>{me?.displayName ?? t('me')}</span>
            <UnreadMark />
          </NavLink>
        )}
      </div>
      {!online && (
        <Notice tone="wait" role="status" className={styles.offline}>
          {t('offline')}
        </Notice>
      )}
    </header>
  );
}

function Tabs() {
  const t = useStrings();
  return (
    <nav className={styles.tabs} aria-label={t('mainNav')}>
      <NavLink to="/" end>
        {t('home')}
      </NavLink>
      <NavLink to="/courses">{t('courses')}</NavLink>
      <NavLink to="/learning">{t('learning')}</NavLink>
      <NavLink to="/me">
        {t('me')}
        <UnreadMark />
      </NavLink>
    </nav>
  );
}

/** A point where there are messages that nobody has looked at; read aloud with their number. */
function UnreadMark() {
  const t = useStrings();
  const unread = useUnreadNotices();
  return (
    unread > 0 && (
      <span className={styles.unread}>
        <span className="unseen">{t('unread', { count: unread })}</span>
      </span>
    )
  );
}
