import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem } from '@xuexi/ui';

import { Select, TextInput } from '../../components/controls';
import { FormDialog } from '../../components/form-dialog';
import { RegionSelect } from '../../components/region-select';
import { useScopeRoots } from '../../lib/regions';

import { KINDS } from './kinds';
import { type Organisation, useOrganisationChanges } from './use-organisations';

const FIELDS = ['name', 'kind', 'creditCode', 'regionId'];

/** Makes an organisation, or changes one. */
export function OrganisationDialog({ organisation, onDone }: { organisation: Organisation | null; onDone: () => void }) {
  const { t } = useTranslation('organisations');
  const { create, change } = useOrganisationChanges();
  const roots = useScopeRoots('organisations.write');
  const [name, setName] = useState(organisation?.name ?? '');
  const [kind, setKind] = useState<Organisation['kind']>(organisation?.kind ?? 'company');
  const [creditCode, setCreditCode] = useState(organisation?.creditCode ?? '');
  const [chain, setChain] = useState<readonly string[]>([]);
  const [missing, setMissing] = useState(false);
  const { isPending, error } = organisation === null ? create : change;
  const submit = () => {
    const regionId = chain.at(-1) ?? organisation?.region.id ?? (roots?.length === 1 ? roots[0]?.id : undefined);
    setMissing(regionId === undefined);
    if (regionId === undefined) return;
    const body = { name, kind, creditCode: creditCode.trim() === '' ? null : creditCode, regionId };
    if (organisation === null) create.mutate(body, { onSuccess: onDone });
    else change.mutate({ id: organisation.id, ...body }, { onSuccess: onDone });
  };
  return (
    <FormDialog
      title={organisation === null ? t('create.title') : t('change.title', { name: organisation.name })}
      action={t(organisation === null ? 'create.action' : 'change.action')}
      busy={isPending}
      error={error}
      fields={FIELDS}
      onSubmit={submit}
      onDismiss={onDone}
    >
      <Field label={t('name')} error={fieldProblem(error, 'name')}>
        <TextInput value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t('kind')} error={fieldProblem(error, 'kind')}>
        <Select value={kind} onChange={(event) => setKind(KINDS.find(([each]) => each === event.target.value)?.[0] ?? 'other')}>
          {KINDS.map(([each, word]) => (
            <option key={each} value={each}>
              {word}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('creditCode')} hint={t('creditCodeHint')} error={fieldProblem(error, 'creditCode')}>
        <TextInput value={creditCode} maxLength={30} autoCapitalize="characters" onChange={(event) => setCreditCode(event.target.value)} />
      </Field>
      <Field label={t('region')} hint={organisation === null ? t('regionHint') : t('regionNow', { names: organisation.region.names.join(' ') })} error={missing ? t('regionMissing') : fieldProblem(error, 'regionId')}>
        <RegionSelect permission="organisations.write" chain={chain} onChange={setChain} />
      </Field>
    </FormDialog>
  );
}
