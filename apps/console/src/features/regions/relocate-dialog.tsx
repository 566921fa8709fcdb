import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import type { Api } from '@xuexi/api-client';
import { Field, fieldProblem } from '@xuexi/ui';

import { RegionSelect } from '../../components/region-select';

import { RegionForm, today } from './region-form';
import { Touched } from './touched';
import { regionAddress, type RegionOutcome, useRegionChanges } from './use-regions';

export interface RelocateDialogProps {
  kind: 'move' | 'merge';
  region: Api['Region'];
  onDone: () => void;
}

/** Puts a region under another one, or merges it into another: first what it would touch, then the change. */
export function RelocateDialog({ kind, region, onDone }: RelocateDialogProps) {
  const { t } = useTranslation('regions');
  const navigate = useNavigate();
  const { move, merge } = useRegionChanges();
  const [chain, setChain] = useState<readonly string[]>([]);
  const [effectiveOn, setEffectiveOn] = useState(today);
  const [preview, setPreview] = useState<RegionOutcome | null>(null);
  const [missing, setMissing] = useState(false);
  const { isPending, error } = kind === 'move' ? move : merge;
  const field = kind === 'move' ? 'parentId' : 'intoId';
  const changed = <T,>(set: (value: T) => void) => (value: T) => {
    set(value);
    setPreview(null);
  };
  const submit = () => {
    const target = chain.at(-1);
    setMissing(target === undefined);
    if (target === undefined) return;
    const dryRun = preview === null;
    const onSuccess = (outcome: RegionOutcome) => {
      if (dryRun) return setPreview(outcome);
      onDone();
      void navigate(regionAddress(outcome.regionId));
    };
    if (kind === 'move') move.mutate({ id: region.id, parentId: target, effectiveOn, dryRun }, { onSuccess });
    else merge.mutate({ id: region.id, intoId: target, effectiveOn, dryRun }, { onSuccess });
  };
  const form = { effectiveOn, onEffectiveOn: changed(setEffectiveOn), busy: isPending, error, fields: [field], onDismiss: onDone };
  return (
    <RegionForm
      {...form}
      title={t(`${kind}.title`, { name: region.name })}
      lead={t(`${kind}.lead`)}
      action={t(preview === null ? 'preview' : `${kind}.action`)}
      danger={preview !== null && kind === 'merge'}
      onSubmit={submit}
    >
      <Field label={t(`${kind}.target`)} hint={t(`${kind}.targetHint`)} error={missing ? t('targetMissing') : fieldProblem(error, field)}>
        <RegionSelect mustChoose permission="regions.write" chain={chain} onChange={changed(setChain)} />
      </Field>
      {preview !== null && <Touched touched={preview.touched} />}
    </RegionForm>
  );
}
