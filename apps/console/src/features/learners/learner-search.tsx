import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';

import styles from './learners-page.module.css';

export interface LearnerSearchProps {
  /** The name or 学员号 that is looked for. */
  q: string | undefined;
  busy: boolean;
  onName: (q: string | undefined) => void;
  /** A phone or document number, which must stand in no address. */
  onNumber: (number: string) => void;
}

/** 11 digits and more, or letters with digits, are the number of a phone or a document; less is a name or a 学员号. */
const NUMBER = /^\+?[\dA-Z-]*\d[\dA-Z-]*$/i;
const LOGIN_NUMBER_MAX = 10;

/** One line in which a name, a 学员号, a phone or a document number can be typed. */
export function LearnerSearch({ q, busy, onName, onNumber }: LearnerSearchProps) {
  const { t } = useTranslation('learners');
  const [typed, setTyped] = useState(q ?? '');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const text = typed.normalize('NFKC').replaceAll(/\s/g, '');
    if (NUMBER.test(text) && (text.length > LOGIN_NUMBER_MAX || /[A-Z]/i.test(text))) onNumber(text);
    else onName(text === '' ? undefined : text);
  };
  return (
    <form className={styles.search} onSubmit={submit} role="search">
      <Field label={t('search')} hint={t('searchHint')}>
        <TextInput value={typed} maxLength={50} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <Button type="submit" busy={busy} busyLabel={t('searching')}>
        {t('searchAction')}
      </Button>
    </form>
  );
}
