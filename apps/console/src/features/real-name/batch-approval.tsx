import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Notice } from '@xuexi/ui';

import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button } from '../../components/controls';

import styles from './claims-page.module.css';
import { useApproveClaims } from './use-claims';

/** Approves what was picked, after a question, and says what could not be approved. */
export function BatchApproval({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const { t } = useTranslation('realName');
  const [asking, setAsking] = useState(false);
  const approve = useApproveClaims();
  const confirm = () =>
    approve.mutate(ids, {
      onSuccess: () => {
        setAsking(false);
        onDone();
      },
    });
  const refused = approve.data?.refused ?? [];
  return (
    <>
      {ids.length > 0 && (
        <div className={styles.batch}>
          <Button small onClick={() => setAsking(true)}>
            {t('batch.open', { count: ids.length })}
          </Button>
        </div>
      )}
      {approve.data !== undefined && ids.length === 0 && (
        <Notice tone={refused.length === 0 ? 'done' : 'wait'} role="status" title={t('batch.done', { count: approve.data.approved.length })}>
          {refused.length > 0 && t('batch.refused', { count: refused.length, reasons: [...new Set(refused.map(({ title }) => title))].join('；') })}
        </Notice>
      )}
      <ConfirmDialog
        open={asking}
        title={t('batch.title', { count: ids.length })}
        action={t('batch.action')}
        busy={approve.isPending}
        error={approve.error}
        onConfirm={confirm}
        onDismiss={() => setAsking(false)}
      >
        {t('batch.detail')}
      </ConfirmDialog>
    </>
  );
}
