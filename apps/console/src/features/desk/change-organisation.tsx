import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem, ProblemNotice } from '@xuexi/ui';

import { Button, Select, TextInput } from '../../components/controls';

import { ActionDialog } from './action-dialog';
import styles from './desk.module.css';
import { type LearnerDetail, useChangeOrganisation, useOrganisationChoices } from './use-desk';

/** The choice of no organisation any more. */
const NONE = 'none';

export interface ChangeOrganisationProps {
  learner: LearnerDetail;
  onDismiss: () => void;
}

/** 变更单位: found by a part of its name among those of the city; or none any more. */
export function ChangeOrganisation({ learner, onDismiss }: ChangeOrganisationProps) {
  const { t } = useTranslation('desk');
  const change = useChangeOrganisation(learner.personId);
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  const [chosen, setChosen] = useState('');
  const [missing, setMissing] = useState(false);
  const found = useOrganisationChoices(q);
  const search = () => {
    setQ(typed.trim());
    setChosen('');
  };
  const searchOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    search();
  };
  const submit = (reason: string) => {
    setMissing(chosen === '');
    if (chosen !== '') change.mutate({ organisationId: chosen === NONE ? null : chosen, reason }, { onSuccess: onDismiss });
  };
  const nothing = q !== '' && found.data?.length === 0 ? t('actions.organisation.nothing') : undefined;
  return (
    <ActionDialog title={t('actions.organisation.open')} lead={t('actions.organisation.lead')} action={t('actions.organisation.action')} busy={change.isPending} error={change.error} fields={['organisationId']} onDismiss={onDismiss} onSubmit={submit}>
      <div className={styles.search}>
        <Field label={t('actions.organisation.search')} hint={nothing}>
          <TextInput value={typed} maxLength={100} autoComplete="off" onChange={(event) => setTyped(event.target.value)} onKeyDown={searchOnEnter} />
        </Field>
        <Button variant="secondary" busy={found.isFetching} busyLabel={t('search.busy')} onClick={search}>
          {t('search.action')}
        </Button>
      </div>
      <ProblemNotice error={found.error} />
      <Field label={t('actions.organisation.which')} error={missing ? t('actions.organisation.missing') : fieldProblem(change.error, 'organisationId')}>
        <Select value={chosen} onChange={(event) => setChosen(event.target.value)}>
          <option value="">{t('actions.organisation.choose')}</option>
          {(found.data ?? []).map(({ id, name, regionName }) => (
            <option key={id} value={id}>
              {name} · {regionName}
            </option>
          ))}
          {learner.organisation !== null && <option value={NONE}>{t('actions.organisation.none')}</option>}
        </Select>
      </Field>
    </ActionDialog>
  );
}
