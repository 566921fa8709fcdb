import { type ChangeEvent, useState } from 'react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';

import styles from './file-drop.module.css';

export interface FileDropProps {
  file: File | null;
  /** The endings that the system's dialog offers, as `.xlsx,.csv`. */
  accept: string;
  /** What is to be chosen; also the input's name. */
  label: string;
  /** Which files are taken, and how large. */
  hint: string;
  /** Nothing can be chosen now; beside it stands why. */
  disabled?: boolean;
  onChoose: (file: File) => void;
}

/** Takes one file: dropped here, or chosen through the system. The input lies over the whole area, and browsers drop into inputs. */
export function FileDrop({ file, accept, label, hint, disabled = false, onChoose }: FileDropProps) {
  const { t } = useTranslation('common');
  const [over, setOver] = useState(false);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.target.files?.[0];
    // Emptied, so that the same file can be chosen again after it was changed.
    event.target.value = '';
    if (chosen !== undefined) onChoose(chosen);
  };
  return (
    <label className={clsx(styles.drop, over && styles.over, disabled && styles.disabled)}>
      <input type="file" disabled={disabled} accept={accept} aria-label={label} onChange={choose} onDragEnter={() => setOver(true)} onDragLeave={() => setOver(false)} onDrop={() => setOver(false)} />
      <strong>{file?.name ?? label}</strong>
      <span>{file === null ? hint : t('fileDrop.other')}</span>
    </label>
  );
}
