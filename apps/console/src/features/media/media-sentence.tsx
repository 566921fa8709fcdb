import { useTranslation } from 'react-i18next';

import { formatBytes, formatDuration } from '@xuexi/ui';


import styles from './lesson-video.module.css';
import { useTimeWords } from './time-left';
import type { Media } from './use-media';

/** How an upload stands, in words: what is, what it means, what to do. */
export function MediaSentence({ media }: { media: Media }) {
  const { t } = useTranslation('media');
  switch (media.state) {
    case 'uploading':
      return <span>{t('interrupted', { file: media.fileName })}</span>;
    case 'queued':
      return <Queued media={media} />;
    case 'transcoding':
      return <Transcoding media={media} />;
    case 'checking':
      return media.waitsFor === 'disk_full' ? <WaitsForRoom /> : <span>{t('sentence.checking')}</span>;
    case 'announced':
    case 'cancelled':
      return <span>{t(`sentence.${media.state}`)}</span>;
    case 'refused':
    case 'failed':
      return <span className={styles.fault}>{media.failure?.sentence}</span>;
    case 'ready':
      return <Ready media={media} />;
  }
}

function Queued({ media }: { media: Media }) {
  const { t } = useTranslation('media');
  const left = useTimeLeft(media);
  if (media.waitsFor === 'disk_full') return <WaitsForRoom />;
  const place = media.queuePlace === null ? t('queueUnknown') : media.queuePlace <= 1 ? t('queueNext') : t('queuePlace', { before: media.queuePlace - 1 });
  return (
    <span>
      {place}
      {left !== null && t('readyIn', { left })}
      <WatchedMeanwhile media={media} />
    </span>
  );
}

function WaitsForRoom() {
  const { t } = useTranslation('media');
  return <span className={styles.fault}>{t('waitsForRoom')}</span>;
}

function Transcoding({ media }: { media: Media }) {
  const { t } = useTranslation('media');
  const left = useTimeLeft(media);
  const figures = [t('percentDone', { percent: media.progress }), media.speed !== null && t('speed', { times: media.speed.toFixed(1) }), left !== null && t('left', { left })].filter((part) => part !== false);
  return (
    <span>
      {figures.join(' · ')}
      {t('mayLeave')}
      <WatchedMeanwhile media={media} />
    </span>
  );
}

/** What can be watched while the rest is made. */
function WatchedMeanwhile({ media }: { media: Media }) {
  const { t } = useTranslation('media');
  if (media.complete) return t('oldPlaysOn');
  return media.playable && media.kind !== 'document' ? t('firstPlays') : null;
}

function Ready({ media }: { media: Media }) {
  const { t } = useTranslation('media');
  if (media.failure !== null) return <span className={styles.fault}>{t('againFailed', { sentence: media.failure.sentence })}</span>;
  const [file, size] = [media.fileName, formatBytes(media.bytes)];
  if (media.kind === 'document') return <span>{t('documentFacts', { pages: media.pages, file, size })}</span>;
  const facts = t('readyFacts', { duration: formatDuration(media.durationSeconds ?? 0), file, size });
  return <span>{media.kind === 'audio' ? t('audioFacts', { facts }) : facts}</span>;
}

/** Until it is ready, in words; null while unknown. */
function useTimeLeft({ etaSeconds }: Media): string | null {
  const timeWords = useTimeWords();
  return etaSeconds === null ? null : timeWords(etaSeconds);
}
