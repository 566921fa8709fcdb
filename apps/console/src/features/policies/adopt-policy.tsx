import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem } from '@xuexi/ui';

import { Button, TextArea, TextInput } from '../../components/controls';
import { FormDialog } from '../../components/form-dialog';
import { Panel } from '../../components/panel';

import styles from './policies.module.css';
import { useAdoptPolicy, usePolicies } from './use-policies';

const FIELDS = ['fromDate', 'note'];

/** Puts the draft in force from a date to come; what came before stays as it was. */
export function AdoptPolicy({ policyId, name }: { policyId: string; name: string }) {
  const { t } = useTranslation('policies');
  const earliest = usePolicies().data?.earliestFrom;
  const adopt = useAdoptPolicy(policyId);
  const [asking, setAsking] = useState(false);
  const [fromDate, setFromDate] = useState('');
  const [note, setNote] = useState('');
  return (
    <Panel title={t('adopt.title')}>
      <p className={styles.note}>{t('adopt.detail')}</p>
      <Button onClick={() => setAsking(true)}>{t('adopt.open')}</Button>
      {asking && (
        <FormDialog
          title={t('adopt.dialog', { name })}
          lead={t('adopt.lead')}
          action={t('adopt.action')}
          busy={adopt.isPending}
          error={adopt.error}
          fields={FIELDS}
          onSubmit={() => adopt.mutate({ fromDate, note }, { onSuccess: () => setAsking(false) })}
          onDismiss={() => setAsking(false)}
        >
          <Field label={t('adopt.from')} hint={earliest === undefined ? undefined : t('adopt.fromHint', { earliest })} error={fieldProblem(adopt.error, 'fromDate')}>
            <TextInput type="date" min={earliest} value={fromDate} onChange={(event) => setFromDate(event.target.value)} />
          </Field>
          <Field label={t('adopt.note')} hint={t('adopt.noteHint')} error={fieldProblem(adopt.error, 'note')}>
            <TextArea rows={3} value={note} onChange={(event) => setNote(event.target.value)} />
          </Field>
        </FormDialog>
      )}
    </Panel>
  );
}
