import { Button, EmptyState } from '@xuexi/ui';
import { Component, type ReactNode } from 'react';

import { useStrings } from './use-strings';

import styles from './shell.module.css';

/** Keeps a broken page from leaving an empty screen. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const t = useStrings();
  return (
    <main className={styles.main}>
      <EmptyState title={t('brokenTitle')} action={<Button onClick={() => location.reload()}>{t('reload')}</Button>}>
        {t('brokenText')}
      </EmptyState>
    </main>
  );
}
