import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { GUARDIAN_RELATIONS, type GuardianRelation } from '@xuexi/domain';
import { Field, fieldProblem, ProblemNotice } from '@xuexi/ui';

import { Button, Select, TextInput } from '../../components/controls';
import { errorBeside } from '../../lib/problem';

import styles from './claims-page.module.css';
import { useRecordGuardianConsent } from './use-learner-data';

const RELATIONS = Object.keys(GUARDIAN_RELATIONS) as GuardianRelation[];
const FIELDS = ['guardianName', 'guardianPhone', 'relation', 'documentNote'];

/** Takes down that a guardian has agreed at the desk. */
export function GuardianForm({ personId }: { personId: string }) {
  const { t } = useTranslation('realName');
  const record = useRecordGuardianConsent(personId);
  const [relation, setRelation] = useState<GuardianRelation>('mother');
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? '');
    record.mutate({ guardianName: text('guardianName'), guardianPhone: text('guardianPhone'), relation, documentNote: text('documentNote') });
  };
  const errorOf = (field: string) => fieldProblem(record.error, field);
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p>{t('guardian.none')}</p>
      <Field label={t('guardian.name')} error={errorOf('guardianName')}>
        <TextInput name="guardianName" autoComplete="off" />
      </Field>
      <Field label={t('guardian.phoneLabel')} hint={t('guardian.phoneHint')} error={errorOf('guardianPhone')}>
        <TextInput name="guardianPhone" inputMode="tel" autoComplete="off" />
      </Field>
      <Field label={t('guardian.relation')} error={errorOf('relation')}>
        <Select value={relation} onChange={(event) => setRelation(RELATIONS.find((each) => each === event.target.value) ?? 'other')}>
          {RELATIONS.map((each) => (
            <option key={each} value={each}>
              {GUARDIAN_RELATIONS[each]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('guardian.note')} hint={t('guardian.noteHint')} error={errorOf('documentNote')}>
        <TextInput name="documentNote" autoComplete="off" />
      </Field>
      <ProblemNotice error={errorBeside(record.error, FIELDS)} />
      <div>
        <Button type="submit" busy={record.isPending} busyLabel={t('guardian.recording')}>
          {t('guardian.record')}
        </Button>
      </div>
    </form>
  );
}
