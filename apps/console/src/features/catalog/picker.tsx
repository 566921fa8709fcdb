import { type UseQueryResult } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, ProblemNotice } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';

import styles from './course-settings.module.css';
import type { Named } from './use-course-settings';

interface PickerProps {
  label: string;
  hint: string;
  error: string | undefined;
  chosen: readonly Named[];
  onChange: (chosen: Named[]) => void;
  /** Finds what can be chosen by words. */
  useChoices: (q: string) => UseQueryResult<Named[]>;
}

/** Several things chosen by their names: those that are, each with a way to drop it, and a field to find more. */
export function Picker({ label, hint, error, chosen, onChange, useChoices }: PickerProps) {
  const { t } = useTranslation('catalog');
  const [words, setWords] = useState('');
  const choices = useChoices(useDeferredValue(words.trim()));
  const found = words.trim() === '' ? undefined : choices.data?.filter(({ id }) => !chosen.some((one) => one.id === id));
  const add = (one: Named) => {
    onChange([...chosen, one]);
    setWords('');
  };
  return (
    <div className={styles.picker}>
      <Field label={label} hint={hint} error={error}>
        <TextInput type="search" value={words} maxLength={50} placeholder={t('settings.find')} onChange={(event) => setWords(event.target.value)} />
      </Field>
      <ProblemNotice error={choices.error} />
      {found && (
        <ul className={styles.found}>
          {found.map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => add(one)}>
                {one.name}
              </button>
            </li>
          ))}
          {found.length === 0 && <li role="status">{t('settings.noneFound')}</li>}
        </ul>
      )}
      {chosen.length > 0 && (
        <ul className={styles.chosen} aria-label={label}>
          {chosen.map((one) => (
            <li key={one.id}>
              <span>{one.name}</span>
              <Button variant="quiet" small aria-label={t('settings.dropOf', { name: one.name })} onClick={() => onChange(chosen.filter(({ id }) => id !== one.id))}>
                {t('settings.drop')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
