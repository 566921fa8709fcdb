import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import type { Api } from '@xuexi/api-client';
import { Field, fieldProblem } from '@xuexi/ui';

import { Button, Select, TextInput } from '../../components/controls';

import { RegionForm, today } from './region-form';
import styles from './regions-page.module.css';
import { Touched } from './touched';
import { regionAddress, type RegionOutcome, useRegionChanges } from './use-regions';

const MOST = 20;
const NEW_PART = { name: '', code: '' };

/** Makes new regions out of one: it stays and keeps its residents, or it closes and one part takes them over. */
export function SplitRegionDialog({ region, onDone }: { region: Api['Region']; onDone: () => void }) {
  const { t } = useTranslation('regions');
  const navigate = useNavigate();
  const { split } = useRegionChanges();
  const [parts, setParts] = useState([NEW_PART]);
  const [closeInto, setCloseInto] = useState<number | null>(null);
  const [effectiveOn, setEffectiveOn] = useState(today);
  const [preview, setPreview] = useState<RegionOutcome | null>(null);
  const set = (at: number, change: Partial<typeof NEW_PART>) => {
    setParts(parts.map((part, i) => (i === at ? { ...part, ...change } : part)));
    setPreview(null);
  };
  const submit = () => {
    const dryRun = preview === null;
    const onSuccess = (outcome: RegionOutcome) => {
      if (dryRun) return setPreview(outcome);
      onDone();
      void navigate(regionAddress(outcome.regionId));
    };
    split.mutate({ id: region.id, parts, closeInto, effectiveOn, dryRun }, { onSuccess });
  };
  const fields = parts.flatMap((_, i) => [`parts.${i}.name`, `parts.${i}.code`]);
  const form = { effectiveOn, onEffectiveOn: setEffectiveOn, busy: split.isPending, error: split.error, fields, onDismiss: onDone };
  return (
    <RegionForm {...form} title={t('split.title', { name: region.name })} lead={t('split.lead')} action={t(preview === null ? 'preview' : 'split.action')} onSubmit={submit}>
      {parts.map((part, i) => (
        <div key={i} className={styles.part}>
          <Field label={t('split.partName', { n: i + 1 })} error={fieldProblem(split.error, `parts.${i}.name`)}>
            <TextInput value={part.name} maxLength={60} onChange={(event) => set(i, { name: event.target.value })} />
          </Field>
          <Field label={t('split.partCode', { n: i + 1 })} error={fieldProblem(split.error, `parts.${i}.code`)}>
            <TextInput inputMode="numeric" value={part.code} maxLength={15} onChange={(event) => set(i, { code: event.target.value.trim() })} />
          </Field>
        </div>
      ))}
      {parts.length < MOST && (
        <Button small variant="quiet" onClick={() => setParts([...parts, NEW_PART])}>
          {t('split.more')}
        </Button>
      )}
      <Field label={t('split.residents')}>
        <Select value={closeInto ?? ''} onChange={(event) => setCloseInto(event.target.value === '' ? null : Number(event.target.value))}>
          <option value="">{t('split.stay', { name: region.name })}</option>
          {parts.map((part, i) => (
            <option key={i} value={i}>
              {t('split.closeInto', { name: region.name, part: part.name || t('split.partName', { n: i + 1 }) })}
            </option>
          ))}
        </Select>
      </Field>
      {preview !== null && <Touched touched={preview.touched} />}
    </RegionForm>
  );
}
