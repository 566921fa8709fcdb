import type { ChangeEvent } from 'react';

import styles from './lesson-video.module.css';

/** Phones and cameras name their clips in many ways; what a browser does not know by type is offered by its ending. */
const ACCEPTED = 'video/*,audio/*,application/pdf,.mkv,.flv,.ts,.mts,.m2ts,.avi,.m4a,.flac,.opus,.pdf';

/** A button that lets the system choose one file: a video, a recording or a PDF. */
export function FileButton({ label, onChoose }: { label: string; onChoose: (file: File) => void }) {
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // Emptied, so that the same file can be chosen once more after an interruption.
    event.target.value = '';
    if (file !== undefined) onChoose(file);
  };
  return (
    <label className={styles.file}>
      <input type="file" accept={ACCEPTED} onChange={choose} />
      {label}
    </label>
  );
}
