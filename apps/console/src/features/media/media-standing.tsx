import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';

import { canCancel, canRetry, isWorkedOn } from '@xuexi/domain';
import { ProgressBar, Tag, type Tone } from '@xuexi/ui';

import { EarlierRuns } from './earlier-runs';
import styles from './lesson-video.module.css';
import { MediaActButton } from './media-act-button';
import { MediaSentence } from './media-sentence';
import { PreviewToggle } from './preview-toggle';
import { Renditions } from './renditions';
import { type Media, useMedia } from './use-media';

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
  onChanged: () => Promise<void>;
  /** What else can be done, beside the upload's own actions. */
  children: ReactNode;
}

/** Where an upload stands, from the check to what it became, with what its instructor can do about it. */
export function MediaStanding({ media: known, lessonTitle, editable, onChanged, children }: MediaStandingProps) {
  const { t } = useTranslation('media');
  const media = useMedia(known);
  useReportWhenSettled(known, media, onChanged);
  const isDocument = media.kind === 'document';
  return (
    <div className={styles.progress}>
      <div className={styles.line} role="status">
        <Tag tone={TONES[media.state]}>{t(isDocument ? `documentState.${media.state}` : `state.${media.state}`)}</Tag>
        <MediaSentence media={media} />
      </div>
      {media.state === 'transcoding' && <ProgressBar value={media.progress / 100} label={t('transcodingLabel', { lesson: lessonTitle })} />}
      <div className={styles.actions}>
        {media.playable && <PreviewToggle media={media} lessonTitle={lessonTitle} />}
        {editable && canRetry(media.state) && <MediaActButton media={media} act="retry" label={t('retry')} />}
        {editable && canCancel(media.state) && <MediaActButton media={media} act="cancel" label={t('cancel')} />}
        {children}
      </div>
      {media.complete && !isWorkedOn(media.state) && !isDocument && <Renditions media={media} lessonTitle={lessonTitle} editable={editable} />}
      <EarlierRuns media={media} lessonTitle={lessonTitle} />
    </div>
  );
}

/** Tells the page once when the upload is settled that it knew as unsettled: what is missing for a submission has changed. */
function useReportWhenSettled(known: Media, media: Media, onChanged: () => Promise<void>): void {
  const news = known.state !== media.state && media.state !== 'uploading' && !isWorkedOn(media.state);
  useEffect(() => {
    if (news) void onChanged();
  }, [news, onChanged]);
}
