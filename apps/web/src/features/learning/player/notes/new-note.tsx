import { Button, Field, ProblemNotice, TextArea, errorBeside, fieldProblem, formatClock } from '@xuexi/ui';
import { type FormEvent, useState } from 'react';

import type { useNoteChanges } from './api';
import { useNotesStrings } from './use-notes-strings';

import styles from './notes.module.css';

export const MAX_LENGTH = 1000;

/** A new note; it belongs to where the film was when its first letter was written. */
export function NewNote({ time, add }: { time: number } & Pick<ReturnType<typeof useNoteChanges>, 'add'>) {
  const t = useNotesStrings();
  const [text, setText] = useState('');
  const [begunAt, setBegunAt] = useState<number | null>(null);
  const position = Math.floor(begunAt ?? time);
  const write = (written: string) => {
    setText(written);
    setBegunAt(written === '' ? null : (begunAt ?? time));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && !add.isPending) add.mutate({ position, text }, { onSuccess: () => write('') });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={t('new')} hint={t('at', { at: formatClock(position) })} error={fieldProblem(add.error, 'text')}>
        <TextArea rows={2} maxLength={MAX_LENGTH} value={text} onChange={(event) => write(event.target.value)} />
      </Field>
      <ProblemNotice error={errorBeside(add.error, ['text'])} />
      <Button type="submit" variant="secondary" disabled={text.trim() === ''} busy={add.isPending} busyLabel={t('saving')}>
        {t('add')}
      </Button>
    </form>
  );
}
