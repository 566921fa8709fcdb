import { useTranslation } from 'react-i18next';

import { ConfirmDialog } from '../../components/confirm-dialog';

import { type RealNameClaim, useApproveClaim } from './use-claims';

/** Asks once before a claim is approved. */
export function ApproveDialog({ claim, onDone }: { claim: RealNameClaim; onDone: () => void }) {
  const { t } = useTranslation('realName');
  const approve = useApproveClaim();
  return (
    <ConfirmDialog
      open
      title={t('approve.title')}
      action={t('approve.action')}
      busy={approve.isPending}
      error={approve.error}
      onConfirm={() => approve.mutate(claim.id, { onSuccess: onDone })}
      onDismiss={onDone}
    >
      {t('approve.detail', { name: claim.nameMasked ?? '', number: claim.numberMasked ?? '' })}
    </ConfirmDialog>
  );
}
