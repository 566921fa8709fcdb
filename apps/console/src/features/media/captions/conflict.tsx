import { useTranslation } from 'react-i18next';

import { Notice } from '@xuexi/ui';

import { Button } from '../../../components/controls';

import styles from './editor.module.css';

/** Somebody, perhaps oneself on another device, has saved meanwhile: one of both stays. */
export function Conflict({ busy, onMine, onTheirs }: { busy: boolean; onMine: () => void; onTheirs: () => void }) {
  const { t } = useTranslation('captions');
  return (
    <Notice tone="attention" role="alert" title={t('conflict.title')}>
      <p>{t('conflict.text')}</p>
      <div className={styles.acts}>
        <Button variant="secondary" small busy={busy} onClick={onMine}>
          {t('conflict.mine')}
        </Button>
        <Button variant="secondary" small onClick={onTheirs}>
          {t('conflict.theirs')}
        </Button>
      </div>
    </Notice>
  );
}
