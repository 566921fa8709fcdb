import { Button, Field, ProblemNotice, TextArea, formatClock } from '@xuexi/ui';
import { type FormEvent, useState } from 'react';

import type { NoteData, useNoteChanges } from './api';
import { MAX_LENGTH } from './new-note';
import { useNotesStrings } from './use-notes-strings';

import styles from './notes.module.css';

interface NoteRowProps {
  note: NoteData;
  changes: ReturnType<typeof useNoteChanges>;
  onGoTo: (time: number) => void;
}

/** A note with its place; it can be changed, and removed after a second press. */
export function NoteRow({ note, changes: { change, remove }, onGoTo }: NoteRowProps) {
  const t = useNotesStrings();
  const [draft, setDraft] = useState<string | null>(null);
  const [removing, setRemoving] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft !== null && draft.trim() !== '' && !change.isPending) change.mutate({ id: note.id, text: draft }, { onSuccess: () => setDraft(null) });
  };
  if (draft !== null) {
    return (
      <li>
        <form className={styles.form} onSubmit={submit}>
          <Field label={t('edit')}>
            <TextArea rows={3} maxLength={MAX_LENGTH} value={draft} onChange={(event) => setDraft(event.target.value)} />
          </Field>
          <ProblemNotice error={change.error} />
          <div className={styles.acts}>
            <Button type="submit" variant="secondary" disabled={draft.trim() === ''} busy={change.isPending} busyLabel={t('saving')}>
              {t('save')}
            </Button>
            <Button variant="quiet" onClick={() => setDraft(null)}>
              {t('cancel')}
            </Button>
          </div>
        </form>
      </li>
    );
  }
  return (
    <li>
      <button type="button" className={styles.place} aria-label={t('goTo', { at: formatClock(note.position) })} onClick={() => onGoTo(note.position)}>
        <time>{formatClock(note.position)}</time>
      </button>
      <p>{note.text}</p>
      <div className={styles.acts}>
        <button type="button" className={styles.act} onClick={() => setDraft(note.text)}>
          {t('change')}
        </button>
        <button type="button" className={styles.act} onBlur={() => setRemoving(false)} onClick={() => (removing ? remove.mutate(note.id) : setRemoving(true))}>
          {t(removing ? 'removeSure' : 'remove')}
        </button>
      </div>
      <ProblemNotice error={remove.error} />
    </li>
  );
}
