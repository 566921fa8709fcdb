import { Button, EmptyState } from '@xuexi/ui';
import { Component, type ReactNode } from 'react';

import { useStrings } from './use-strings';

interface ErrorBoundaryProps {
  /** Another value gives what was broken another try. */
  resetOn?: string;
  children: ReactNode;
}

interface BoundaryState {
  broken: boolean;
  /** The value that the last try was made with. */
  resetOn?: string;
}

/** Keeps a broken page from leaving an empty screen. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, BoundaryState> {
  override state: BoundaryState = { broken: false };

  static getDerivedStateFromError(): Pick<BoundaryState, 'broken'> {
    return { broken: true };
  }

  static getDerivedStateFromProps({ resetOn }: ErrorBoundaryProps, state: BoundaryState): BoundaryState | null {
    return resetOn === state.resetOn ? null : { broken: false, resetOn };
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
