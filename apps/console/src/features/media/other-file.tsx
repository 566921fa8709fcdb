import { useTranslation } from 'react-i18next';

import { formatBytes, Notice, ProblemNotice } from '@xuexi/ui';

import { Button } from '../../components/controls';

import { FileButton } from './file-button';
import styles from './lesson-video.module.css';
import { useRemoveMedia } from './uploads/use-space';
import type { Media } from './use-media';

export interface OtherFileProps {
  /** What was left half uploaded. */
  unfinished: Media;
  /** What was chosen, and is not the same file. */
  other: File;
  /** Another try to choose the file of the unfinished upload. */
  onChoose: (file: File) => void;
  /** The unfinished upload is gone; the other file takes its place. */
  onReplaced: () => void;
}

/** Asks whether an unfinished upload goes on or gives way to the file that was chosen. */
export function OtherFile({ unfinished, other, onChoose, onReplaced }: OtherFileProps) {
  const { t } = useTranslation('media');
  const remove = useRemoveMedia();
  return (
    <Notice tone="attention" role="alert">
      <p>{t('other.question', { file: unfinished.fileName, size: formatBytes(unfinished.bytes), other: other.name })}</p>
      <p>{t('other.follows', { file: unfinished.fileName })}</p>
      <ProblemNotice error={remove.error} />
      <div className={styles.actions}>
        <FileButton label={t('other.resume', { file: unfinished.fileName })} onChoose={onChoose} />
        <Button variant="secondary" small busy={remove.isPending} busyLabel={t('acting')} onClick={() => remove.mutate(unfinished.id, { onSuccess: onReplaced })}>
          {t('other.replace', { other: other.name })}
        </Button>
      </div>
    </Notice>
  );
}
