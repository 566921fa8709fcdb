import { TextInput } from '@xuexi/ui';
import { type FormEvent, useId } from 'react';

import { useTranscriptStrings } from './use-transcript-strings';

import styles from './transcript.module.css';

interface SearchProps {
  words: string;
  /** Of the places where they stand. */
  count: number;
  /** The place that is shown, 0 is the first; null before the first. */
  at: number | null;
  onSearch: (words: string) => void;
  onGo: (by: 1 | -1) => void;
}

/** Looks for words in the transcript; Enter goes from place to place. */
export function Search({ words, count, at, onSearch, onGo }: SearchProps) {
  const t = useTranscriptStrings();
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onGo(1);
  };
  const wanted = words.trim() !== '';
  return (
    <form className={styles.search} role="search" onSubmit={submit}>
      <TextInput type="search" aria-label={t('find')} aria-describedby={id} placeholder={t('find')} value={words} maxLength={50} enterKeyHint="search" onChange={(event) => onSearch(event.target.value)} />
      <span id={id} role="status">
        {wanted && (count === 0 ? t('notFound') : at === null ? t('found', { count }) : t('foundAt', { count, at: at + 1 }))}
      </span>
      {count > 0 && (
        <>
          <button type="button" onClick={() => onGo(-1)}>
            {t('before')}
          </button>
          <button type="submit">{t('next')}</button>
        </>
      )}
    </form>
  );
}
