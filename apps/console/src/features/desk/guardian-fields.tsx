import { useTranslation } from 'react-i18next';

import { GUARDIAN_RELATIONS, type GuardianRelation } from '@xuexi/domain';
import { Field } from '@xuexi/ui';

import { Select, TextInput } from '../../components/controls';

import styles from './desk.module.css';

const RELATIONS = Object.keys(GUARDIAN_RELATIONS) as GuardianRelation[];

export interface Guardian {
  guardianName: string;
  guardianPhone: string;
  relation: GuardianRelation;
  documentNote: string;
}

export const NO_GUARDIAN: Guardian = { guardianName: '', guardianPhone: '', relation: 'mother', documentNote: '' };

export interface GuardianFieldsProps {
  guardian: Guardian;
  errorOf: (field: string) => string | undefined;
  onChange: (guardian: Guardian) => void;
}

/** Who agrees for a child under 14. */
export function GuardianFields({ guardian, errorOf, onChange }: GuardianFieldsProps) {
  const { t } = useTranslation('desk');
  const set = (change: Partial<Guardian>) => onChange({ ...guardian, ...change });
  return (
    <div className={styles.form}>
      <p className={styles.quiet}>{t('guardian.lead')}</p>
      <Field label={t('guardian.name')} error={errorOf('guardian.guardianName')}>
        <TextInput value={guardian.guardianName} autoComplete="off" onChange={(event) => set({ guardianName: event.target.value })} />
      </Field>
      <Field label={t('guardian.relation')} error={errorOf('guardian.relation')}>
        <Select value={guardian.relation} onChange={(event) => set({ relation: RELATIONS.find((each) => each === event.target.value) ?? 'other' })}>
          {RELATIONS.map((each) => (
            <option key={each} value={each}>
              {GUARDIAN_RELATIONS[each]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('guardian.phone')} error={errorOf('guardian.guardianPhone')}>
        <TextInput value={guardian.guardianPhone} inputMode="tel" autoComplete="off" onChange={(event) => set({ guardianPhone: event.target.value })} />
      </Field>
      <Field label={t('guardian.note')} hint={t('guardian.noteHint')} error={errorOf('guardian.documentNote')}>
        <TextInput value={guardian.documentNote} autoComplete="off" onChange={(event) => set({ documentNote: event.target.value })} />
      </Field>
    </div>
  );
}
