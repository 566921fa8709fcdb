import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ConfirmDialog } from '../../../components/confirm-dialog';
import { Button } from '../../../components/controls';

import { useRemoveMedia } from './use-space';

export interface RemoveButtonProps {
  id: string;
  label: string;
  title: string;
  /** What follows from it. */
  detail: string;
}

/** Removes a file from the server after it was asked once. */
export function RemoveButton({ id, label, title, detail }: RemoveButtonProps) {
  const { t } = useTranslation('common');
  const [asking, setAsking] = useState(false);
  const removal = useRemoveMedia();
  const close = () => {
    setAsking(false);
    removal.reset();
  };
  return (
    <>
      <Button variant="quiet" small onClick={() => setAsking(true)}>
        {label}
      </Button>
      <ConfirmDialog open={asking} title={title} action={label} dismiss={t('cancel')} danger busy={removal.isPending} error={removal.error} onConfirm={() => removal.mutate(id, { onSuccess: close })} onDismiss={close}>
        {detail}
      </ConfirmDialog>
    </>
  );
}
