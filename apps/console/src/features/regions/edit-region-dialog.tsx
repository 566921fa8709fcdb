import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';
import { Field, fieldProblem } from '@xuexi/ui';

import { TextInput } from '../../components/controls';

import { RegionForm, today } from './region-form';
import { useRegionChanges } from './use-regions';

/** Another name or another code. */
export function EditRegionDialog({ region, onDone }: { region: Api['Region']; onDone: () => void }) {
  const { t } = useTranslation('regions');
  const { change } = useRegionChanges();
  const [code, setCode] = useState(region.code);
  const [name, setName] = useState(region.name);
  const [effectiveOn, setEffectiveOn] = useState(today);
  const form = { effectiveOn, onEffectiveOn: setEffectiveOn, busy: change.isPending, error: change.error, fields: ['code', 'name'], onDismiss: onDone };
  return (
    <RegionForm
      {...form}
      title={t('edit.title', { name: region.name })}
      lead={t('edit.lead')}
      action={t('edit.action')}
      onSubmit={() => change.mutate({ id: region.id, name, code, effectiveOn }, { onSuccess: onDone })}
    >
      <Field label={t('name')} error={fieldProblem(change.error, 'name')}>
        <TextInput value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t('code')} hint={t('edit.codeHint')} error={fieldProblem(change.error, 'code')}>
        <TextInput inputMode="numeric" value={code} maxLength={15} onChange={(event) => setCode(event.target.value.trim())} />
      </Field>
    </RegionForm>
  );
}
