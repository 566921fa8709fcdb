import type { ReactNode, SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { shanghaiDate } from '@xuexi/domain';
import { Dialog, Field, fieldProblem, ProblemNotice } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';
import { errorBeside } from '../../lib/problem';

import styles from './regions-page.module.css';

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
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog open title={title} onDismiss={onDismiss} className={styles.dialog}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <p className={styles.note}>{lead}</p>
        {children}
        <Field label={t('effectiveOn')} hint={t('effectiveOnHint')} error={fieldProblem(error, 'effectiveOn')}>
          <TextInput type="date" max={shanghaiDate(Date.now())} value={effectiveOn} onChange={(event) => onEffectiveOn(event.target.value)} />
        </Field>
        <ProblemNotice error={errorBeside(error, [...fields, 'effectiveOn'])} />
        <div className={styles.answers}>
          <Button variant="quiet" onClick={onDismiss}>
            {t('cancel')}
          </Button>
          <Button type="submit" variant={danger ? 'secondary' : 'primary'} danger={danger} busy={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Today, the date that most changes hold from. */
export const today = (): string => shanghaiDate(Date.now());
