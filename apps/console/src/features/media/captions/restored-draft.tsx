import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Notice } from '@xuexi/ui';

import { ConfirmDialog } from '../../../components/confirm-dialog';
import { Button } from '../../../components/controls';

/** Says that the page begins with what was not saved the last time, and offers to do without. */
export function RestoredDraft({ onDiscard }: { onDiscard: () => void }) {
  const { t } = useTranslation('captions');
  const [asking, setAsking] = useState(false);
  const discard = (
    <Button variant="quiet" small onClick={() => setAsking(true)}>
      {t('draft.discard')}
    </Button>
  );
  return (
    <>
      <Notice tone="wait" role="status" title={t('draft.title')} action={discard}>
        {t('draft.text')}
      </Notice>
      <ConfirmDialog
        open={asking}
        title={t('draft.discardTitle')}
        action={t('draft.discardAction')}
        dismiss={t('draft.keep')}
        danger
        busy={false}
        error={null}
        onConfirm={onDiscard}
        onDismiss={() => setAsking(false)}
      >
        {t('draft.discardText')}
      </ConfirmDialog>
    </>
  );
}
