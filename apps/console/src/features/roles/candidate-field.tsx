import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem, Notice, ProblemNotice } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';
import { errorBeside, isAbsent } from '../../lib/problem';

import styles from './roles-page.module.css';
import { type RoleCandidate, useRoleCandidate } from './use-roles';

export interface CandidateFieldProps {
  /** Who was found; null: nobody yet. */
  candidate: RoleCandidate | null;
  error: string | undefined;
  onFound: (candidate: RoleCandidate | null) => void;
}

/** Finds whom to grant a role, by a whole phone number or 学员号, and shows enough to see that it is the right person. */
export function CandidateField({ candidate, error, onFound }: CandidateFieldProps) {
  const { t } = useTranslation('roles');
  const search = useRoleCandidate();
  const [number, setNumber] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onFound(null);
    search.mutate(number, { onSuccess: (found) => onFound(found.isCaller ? null : found) });
  };
  const refusal = isAbsent(search.error) ? t('candidate.absent') : search.data?.isCaller ? t('candidate.self') : (fieldProblem(search.error, 'number') ?? error);
  return (
    <>
      <form className={styles.search} onSubmit={submit} noValidate>
        <Field label={t('candidate.label')} hint={t('candidate.hint')} error={refusal}>
          <TextInput value={number} inputMode="numeric" autoComplete="off" maxLength={20} onChange={(event) => setNumber(event.target.value)} />
        </Field>
        <Button type="submit" variant="secondary" busy={search.isPending} busyLabel={t('candidate.busy')}>
          {t('candidate.action')}
        </Button>
      </form>
      {!isAbsent(search.error) && <ProblemNotice error={errorBeside(search.error, ['number'])} />}
      {candidate !== null && (
        <Notice tone="done" role="status">
          {t('candidate.found', { name: candidate.nameMasked, displayName: candidate.displayName, region: candidate.region?.names.join(' ') ?? t('none') })}
        </Notice>
      )}
    </>
  );
}
