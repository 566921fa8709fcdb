import { Button, EmptyState } from '@xuexi/ui';
import { Component, type ReactNode } from 'react';

import { useStrings } from './use-strings';

interface ErrorBoundaryProps {
  /** Another value gives what was broken another try. */
  resetOn?: string;
  children: ReactNode;
}

/** Keeps a broken page from leaving an empty screen. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidUpdate({ resetOn }: ErrorBoundaryProps): void {
    if (this.state.broken && resetOn !== this.props.resetOn) this.setState({ broken: false });
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const t = useStrings();
  return (
    <EmptyState title={t('brokenTitle')} action={<Button onClick={() => location.reload()}>{t('reload')}</Button>}>
      {t('brokenText')}
    </EmptyState>
  );
}
