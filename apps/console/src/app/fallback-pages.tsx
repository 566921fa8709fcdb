import { useTranslation } from 'react-i18next';

import { EmptyState } from '@xuexi/ui';

import { Button, LinkButton } from '../components/controls';

/** An address that is no page. */
export function MissingPage() {
  const { t } = useTranslation('shell');
  return (
    <EmptyState title={t('missing.title')} action={<LinkButton to="/">{t('missing.home')}</LinkButton>}>
      {t('missing.detail')}
    </EmptyState>
  );
}

/** A page that broke while it was drawn. */
export function BrokenPage() {
  const { t } = useTranslation('shell');
  return (
    <main style={{ padding: 'var(--s5)' }}>
      <EmptyState title={t('broken.title')} action={<Button onClick={() => window.location.reload()}>{t('broken.reload')}</Button>}>
        {t('broken.detail')}
      </EmptyState>
    </main>
  );
}
