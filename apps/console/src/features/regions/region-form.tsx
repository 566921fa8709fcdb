import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { shanghaiDate } from '@xuexi/domain';
import { Field, fieldProblem } from '@xuexi/ui';

import { TextInput } from '../../components/controls';
import { FormDialog } from '../../components/form-dialog';


export interface RegionFormProps {
  title: string;
  /** What it means, before anything is filled in. */
  lead: string;
  action: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  /** Fields whose faults are said beside their inputs. */
  fields: readonly string[];
  /** Since when it holds, 'YYYY-MM-DD'. */
  effectiveOn: string;
  onEffectiveOn: (date: string) => void;
  onSubmit: () => void;
  onDismiss: () => void;
  children?: ReactNode;
}

/** The frame of every change of a region: what it means, what to fill in, since when, and two answers. */
export function RegionForm({ title, lead, action, danger = false, busy, error, fields, effectiveOn, onEffectiveOn, onSubmit, onDismiss, children }: RegionFormProps) {
  const { t } = useTranslation('regions');
  return (
    <FormDialog title={title} lead={lead} action={action} danger={danger} busy={busy} error={error} fields={[...fields, 'effectiveOn']} onSubmit={onSubmit} onDismiss={onDismiss}>
      {children}
      <Field label={t('effectiveOn')} hint={t('effectiveOnHint')} error={fieldProblem(error, 'effectiveOn')}>
        <TextInput type="date" max={shanghaiDate(Date.now())} value={effectiveOn} onChange={(event) => onEffectiveOn(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

/** Today, the date that most changes hold from. */
export const today = (): string => shanghaiDate(Date.now());
