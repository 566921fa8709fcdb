import clsx from 'clsx';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router';

import { Brand } from '@xuexi/ui';

import { UploadTray } from '../../features/media/uploads/upload-tray';

import { Account } from './account';
import { ConnectionNotice } from './connection-notice';
import styles from './shell.module.css';
import { SideNav } from './side-nav';

/** The frame of every page: what can be opened at the left (behind 菜单 on a phone), the page at the right. */
export function Shell() {
  const { t } = useTranslation('shell');
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  const main = useFocusOnNewPage();
  useEffect(() => {
    if (!open) return;
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      menu.current?.focus();
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [open]);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {t('skip')}
      </a>
      <div className={styles.bar}>
        <Brand as={Link} to="/" suffix={t('console')} className={styles.brand} />
        <button ref={menu} type="button" aria-expanded={open} aria-controls="side" onClick={() => setOpen(!open)}>
          {open ? t('closeMenu') : t('menu')}
        </button>
      </div>
      <div id="side" className={clsx(styles.side, open && styles.open)}>
        <div className={styles.sheet}>
          <Brand as={Link} to="/" suffix={t('console')} className={styles.brand} />
          <SideNav onNavigate={() => setOpen(false)} />
          <Account />
        </div>
      </div>
      <main ref={main} id="content" className={styles.main} tabIndex={-1}>
        <ConnectionNotice />
        <Outlet />
      </main>
      <UploadTray />
      <ScrollRestoration />
    </div>
  );
}

/** After going to another page, reading aloud and the keyboard go on from its beginning, not from the link that led there. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
