import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Notice } from '@xuexi/ui';

import { Button } from '../../components/controls';

import styles from './security.module.css';

/** The ten codes that stand in for the app, shown once. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useTranslation('identity');
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    setCopied(true);
  };
  return (
    <div className={styles.part}>
      <Notice tone="attention">{t('recovery.once')}</Notice>
      <ol className={styles.codes} aria-label={t('recovery.title')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className={styles.acts}>
        <Button variant="secondary" onClick={() => void copy()}>
          {t('recovery.copy')}
        </Button>
        <Button variant="secondary" onClick={() => window.print()}>
          {t('recovery.print')}
        </Button>
        <Button onClick={onKept}>{t('recovery.kept')}</Button>
      </div>
      <p role="status">{copied && t('recovery.copied')}</p>
    </div>
  );
}
