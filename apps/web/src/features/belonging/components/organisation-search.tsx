import { Field, ProblemNotice, TextInput } from '@xuexi/ui';
import { useDeferredValue, useState } from 'react';

import { useOrganisationChoices } from '../api/belonging';
import { useStrings } from '../use-strings';

import styles from './forms.module.css';

/** Looks an organisation up by a part of its name. */
export function OrganisationSearch({ busy, onChoose }: { busy: boolean; onChoose: (id: string) => void }) {
  const t = useStrings();
  const [words, setWords] = useState('');
  const choices = useOrganisationChoices(useDeferredValue(words.trim()));
  return (
    <div className={styles.form}>
      <Field label={t('organisation.find')} hint={t('organisation.findHint')}>
        <TextInput type="search" value={words} maxLength={100} onChange={(event) => setWords(event.target.value)} />
      </Field>
      <ProblemNotice error={choices.error} />
      {choices.data?.length === 0 && (
        <p className={styles.none} role="status">
          {t('organisation.notFound')}
        </p>
      )}
      {choices.data && choices.data.length > 0 && (
        <ul className={styles.choices}>
          {choices.data.map((choice) => (
            <li key={choice.id}>
              <button type="button" disabled={busy} onClick={() => onChoose(choice.id)}>
                {choice.name}
                <small>{choice.regionName}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
