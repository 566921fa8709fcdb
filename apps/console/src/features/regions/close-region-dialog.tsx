import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { RegionContents } from './region-contents';
import { RegionForm, today } from './region-form';
import { type RegionDetail, useRegionChanges } from './use-regions';

/** Closes an empty region. */
export function CloseRegionDialog({ detail: { region, contents }, onDone }: { detail: RegionDetail; onDone: () => void }) {
  const { t } = useTranslation('regions');
  const { close } = useRegionChanges();
  const [effectiveOn, setEffectiveOn] = useState(today);
  const form = { effectiveOn, onEffectiveOn: setEffectiveOn, busy: close.isPending, error: close.error, fields: [], onDismiss: onDone };
  return (
    <RegionForm {...form} danger title={t('close.title', { name: region.name })} lead={t('close.lead')} action={t('close.action')} onSubmit={() => close.mutate({ id: region.id, effectiveOn }, { onSuccess: onDone })}>
      <RegionContents contents={contents} />
    </RegionForm>
  );
}
