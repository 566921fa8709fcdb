import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { formatBytes, ProgressBar } from '@xuexi/ui';

import { Button } from '../../components/controls';

import styles from './lesson-video.module.css';
import { useTimeWords } from './time-left';
import { percentOf, secondsLeft, type Upload, type UploadRefusal } from './uploads/upload';
import { useUploadQueue } from './uploads/use-uploads';

/** How far an upload is, in MB and per cent, and what can be done with it; a refused one can also give way to another file. */
export function UploadProgress({ upload, chooser }: { upload: Upload; chooser: ReactNode }) {
  const { t } = useTranslation('media');
  const queue = useUploadQueue();
  const { lessonId, phase, refusal } = upload;
  const refusalWords = useRefusalWords();
  const timeWords = useTimeWords();
  const left = secondsLeft(upload);
  return (
    <div className={styles.progress}>
      <div className={styles.line}>
        <span role="status" className={phase === 'refused' ? styles.fault : undefined}>
          {refusal === null ? t(`upload.${upload.halt ?? phase}`) : refusalWords(refusal)}
        </span>
        <span className={styles.amount}>
          {t('upload.amount', { sent: formatBytes(upload.sentBytes), total: formatBytes(upload.totalBytes), percent: percentOf(upload) })}
          {left !== null && ` · ${t('left', { left: timeWords(left) })}`}
        </span>
      </div>
      <ProgressBar
        value={percentOf(upload) / 100}
        label={t('upload.label', { lesson: upload.lessonTitle })}
        tone={phase === 'paused' || phase === 'reconnecting' ? 'ochre' : 'cobalt'}
      />
      <div className={styles.actions}>
        {(phase === 'waiting' || phase === 'sending' || phase === 'reconnecting') && (
          <Button variant="secondary" small onClick={() => queue.pause(lessonId)}>
            {t('upload.pause')}
          </Button>
        )}
        {(phase === 'paused' || (phase === 'refused' && mayHelpAgain(refusal))) && (
          <Button variant="secondary" small onClick={() => queue.resume(lessonId)}>
            {phase === 'paused' ? t('upload.resume') : t('upload.again')}
          </Button>
        )}
        {phase === 'refused' && chooser}
        {phase !== 'sent' && (
          <Button variant="quiet" small onClick={() => queue.cancel(lessonId)}>
            {t('upload.cancel')}
          </Button>
        )}
        <span className={styles.hint}>{upload.fileName}</span>
      </div>
    </div>
  );
}

/** The same file would be refused again for what it is. */
function mayHelpAgain(refusal: UploadRefusal | null): boolean {
  return refusal?.kind !== 'empty' && refusal?.kind !== 'tooLarge';
}

function useRefusalWords() {
  const { t } = useTranslation('media');
  return (refusal: UploadRefusal): string => {
    switch (refusal.kind) {
      case 'problem':
        return `${refusal.title}。${refusal.detail}`;
      case 'tooLarge':
        return t('upload.tooLarge', { size: formatBytes(refusal.bytes), limit: formatBytes(refusal.limitBytes) });
      case 'noSpace':
        return t('upload.noSpace', { size: formatBytes(refusal.bytes), used: formatBytes(refusal.usedBytes), quota: formatBytes(refusal.quotaBytes) });
      case 'empty':
      case 'session':
      case 'unreadable':
      case 'unknown':
        return t(`upload.${refusal.kind}`);
    }
  };
}
