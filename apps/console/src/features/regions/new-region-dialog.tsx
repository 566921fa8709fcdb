import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';
import { regionCodePrefix } from '@xuexi/domain';
import { Field, fieldProblem } from '@xuexi/ui';

import { TextInput } from '../../components/controls';

import { RegionForm, today } from './region-form';
import { useRegionChanges } from './use-regions';

/** Makes a region under another. */
export function NewRegionDialog({ parent, onDone }: { parent: Api['Region']; onDone: () => void }) {
  const { t } = useTranslation('regions');
  const { create } = useRegionChanges();
  const prefix = regionCodePrefix(parent.code);
  const [code, setCode] = useState(prefix);
  const [name, setName] = useState('');
  const [effectiveOn, setEffectiveOn] = useState(today);
  const form = { effectiveOn, onEffectiveOn: setEffectiveOn, busy: create.isPending, error: create.error, fields: ['code', 'name'], onDismiss: onDone };
  return (
    <RegionForm
      {...form}
      title={t('create.title', { name: parent.name })}
      lead={t('create.lead')}
      action={t('create.action')}
      onSubmit={() => create.mutate({ parentId: parent.id, code, name, effectiveOn }, { onSuccess: onDone })}
    >
      <Field label={t('name')} error={fieldProblem(create.error, 'name')}>
        <TextInput value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t('code')} hint={t('create.codeHint', { prefix })} error={fieldProblem(create.error, 'code')}>
        <TextInput inputMode="numeric" value={code} maxLength={15} onChange={(event) => setCode(event.target.value.trim())} />
      </Field>
    </RegionForm>
  );
}
