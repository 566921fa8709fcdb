import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { formatDuration, ProblemNotice, ProgressBar, Tag, type Tone } from '@xuexi/ui';

import { Button } from '../../components/controls';
import { formatBytes } from '../../lib/figures';

import styles from './lesson-video.module.css';
import { Renditions } from './renditions';
import { type Media, useMedia, useRetryMedia } from './use-media';
import { MediaPreview } from './media-preview';

const TONES: Record<Media['state'], Tone> = {
  announced: 'ochre',
  uploading: 'ochre',
  checking: 'ochre',
  queued: 'ochre',
  transcoding: 'cobalt',
  ready: 'bamboo',
  refused: 'cinnabar',
  failed: 'cinnabar',
  cancelled: 'ochre',
};

export interface MediaStandingProps {
  media: Media;
  lessonTitle: string;
  editable: boolean;
  onChanged: () => void;
  /** What else can be done, beside the video's own actions. */
  children: ReactNode;
}

/** Where a video stands: in the queue, being transcoded, ready with what it became, or failed with its reason. */
export function MediaStanding({ media: known, lessonTitle, editable, onChanged, children }: MediaStandingProps) {
  const { t } = useTranslation('media');
  const media = useMedia(known);
  useReportWhenSettled(known, media, onChanged);
  return (
    <div className={styles.progress}>
      <div className={styles.line} role="status">
        <Tag tone={TONES[media.state]}>{t(`state.${media.state}`)}</Tag>
        <Sentence media={media} />
      </div>
      {media.state === 'transcoding' && <ProgressBar value={media.progress / 100} label={t('transcodingLabel', { lesson: lessonTitle })} />}
      {media.state === 'ready' ? (
        <Ready media={media} lessonTitle={lessonTitle}>
          {children}
        </Ready>
      ) : (
        <div className={styles.actions}>
          {media.state === 'failed' && editable && <Retry media={media} />}
          {children}
        </div>
      )}
    </div>
  );
}

function Sentence({ media }: { media: Media }) {
  const { t } = useTranslation('media');
  switch (media.state) {
    case 'uploading':
      return <span>{t('interrupted', { file: media.fileName })}</span>;
    case 'queued':
      if (media.queuePlace === null) return <span>{t('queueUnknown')}</span>;
      return <span>{media.queuePlace <= 1 ? t('queueNext') : t('queuePlace', { before: media.queuePlace - 1 })}</span>;
    case 'transcoding':
      return <span>{t('transcodingPercent', { percent: media.progress })}</span>;
    case 'announced':
    case 'checking':
    case 'cancelled':
      return <span>{t(`sentence.${media.state}`)}</span>;
    case 'refused':
    case 'failed':
      return <span className={styles.fault}>{media.failure?.sentence}</span>;
    case 'ready':
      if (media.failure) return <span className={styles.fault}>{media.failure.sentence}</span>;
      return <span>{t('readyFacts', { duration: formatDuration(media.durationSeconds ?? 0), file: media.fileName, size: formatBytes(media.bytes) })}</span>;
  }
}

function Retry({ media }: { media: Media }) {
  const { t } = useTranslation('media');
  const retry = useRetryMedia();
  return (
    <>
      <ProblemNotice error={retry.error} />
      <Button variant="secondary" small busy={retry.isPending} busyLabel={t('retryBusy')} onClick={() => retry.mutate(media.id)}>
        {t('retry')}
      </Button>
    </>
  );
}

function Ready({ media, lessonTitle, children }: { media: Media; lessonTitle: string; children: ReactNode }) {
  const { t } = useTranslation('media');
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className={styles.actions}>
        <Button variant="secondary" small aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('preview.close') : t('preview.open')}
        </Button>
        {children}
      </div>
      {open && <MediaPreview media={media} lessonTitle={lessonTitle} />}
      <Renditions media={media} lessonTitle={lessonTitle} />
    </>
  );
}

/** Tells the page once when the video is settled that it knew as unsettled: what is missing for a submission has changed. */
function useReportWhenSettled(known: Media, media: Media, onChanged: () => void): void {
  const settled = media.state === 'ready' || media.state === 'failed';
  const news = settled && known.state !== media.state;
  useEffect(() => {
    if (news) onChanged();
  }, [news, onChanged]);
}
