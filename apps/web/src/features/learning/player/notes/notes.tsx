import { ProblemNotice } from '@xuexi/ui';
import { useState } from 'react';

import { Fold } from '../fold';
import { PrintSheet } from '../transcript/print-sheet';

import { useNoteChanges, useNotes } from './api';
import { NewNote } from './new-note';
import { NoteRow } from './note-row';
import { useNotesStrings } from './use-notes-strings';

import styles from './notes.module.css';

interface NotesProps {
  lessonVersionId: string;
  /** Of the lesson. */
  title: string;
  /** Seconds. */
  time: number;
  onGoTo: (time: number) => void;
}

/** What one writes down at a second of a lesson: only for oneself, and a press leads back to it. */
export function Notes({ lessonVersionId, title, time, onGoTo }: NotesProps) {
  const t = useNotesStrings();
  const [printing, setPrinting] = useState(false);
  const notes = useNotes(lessonVersionId);
  const changes = useNoteChanges(lessonVersionId);
  const { data = [] } = notes;
  return (
    <Fold
      title={
        <>
          {t('title')}
          {data.length > 0 && <small className={styles.count}>{t('count', { count: data.length })}</small>}
        </>
      }
    >
      <p className={styles.lead}>{t('lead')}</p>
      <NewNote time={time} add={changes.add} />
      <ProblemNotice error={notes.error} onRetry={() => void notes.refetch()} />
      {notes.isSuccess && data.length === 0 && <p className={styles.lead}>{t('none')}</p>}
      <ul className={styles.list}>
        {data.map((note) => (
          <NoteRow key={note.id} note={note} changes={changes} onGoTo={onGoTo} />
        ))}
      </ul>
      {data.length > 0 && (
        <button type="button" className={styles.act} onClick={() => setPrinting(true)}>
          {t('print')}
        </button>
      )}
      {printing && <PrintSheet title={title} lead={t('printed')} lines={data.map(({ position, text }) => ({ from: position, text }))} onDone={() => setPrinting(false)} />}
    </Fold>
  );
}
