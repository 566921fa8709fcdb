import { type ChangeEvent, useState } from 'react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';

import styles from './imports.module.css';

/** Takes one table: dropped here, or chosen through the system. The input lies over the whole area, and browsers drop into inputs. */
export function FileDrop({ file, onChoose }: { file: File | null; onChoose: (file: File) => void }) {
  const { t } = useTranslation('imports');
  const [over, setOver] = useState(false);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.target.files?.[0];
    // Emptied, so that the same file can be chosen again after it was changed.
    event.target.value = '';
    if (chosen !== undefined) onChoose(chosen);
  };
  return (
    <label className={clsx(styles.drop, over && styles.over)}>
      <input
        type="file"
        accept=".xlsx,.csv"
        aria-label={t('new.choose')}
        onChange={choose}
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={() => setOver(false)}
      />
      <strong>{file === null ? t('new.choose') : file.name}</strong>
      <span>{file === null ? t('new.chooseHint') : t('new.chooseOther')}</span>
    </label>
  );
}
