import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Loading, Notice, problemOf, ProblemNotice, Skeleton } from '@xuexi/ui';

import { Button } from '../../../components/controls';
import { attachHls } from '../attach-hls';
import { usePreview } from '../use-media';

import styles from './editor.module.css';

export interface FilmViewProps {
  mediaId: string;
  lessonTitle: string;
  /** What is said now, as it is on the table. */
  said: string;
  video: HTMLVideoElement | null;
  onVideo: (video: HTMLVideoElement | null) => void;
}

/** The video with the caption of the moment. */
export function FilmView({ mediaId, lessonTitle, said, video, onVideo }: FilmViewProps) {
  const { t } = useTranslation('captions');
  const preview = usePreview(mediaId);
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const url = preview.data?.masterUrl;
  useEffect(() => {
    if (video === null || url === undefined) return undefined;
    return attachHls(video, url, () => setFailedUrl(url));
  }, [video, url]);
  if (problemOf(preview.error)?.code === 'media_not_ready') return <Notice tone="wait">{t('page.noVideo')}</Notice>;
  if (preview.error !== null) return <ProblemNotice error={preview.error} onRetry={() => void preview.refetch()} />;
  if (preview.data === undefined) return <Loading className={styles.film}><Skeleton width="100%" height="100%" /></Loading>;
  const again = (
    <Button variant="quiet" small onClick={() => void preview.refetch()}>
      {t('film.again')}
    </Button>
  );
  return (
    <div>
      <div className={styles.film}>
        <video ref={onVideo} controls playsInline preload="metadata" poster={preview.data.posterUrl ?? undefined} aria-label={t('film.label', { lesson: lessonTitle })} />
        {said !== '' && (
          <p className={styles.said}>
            <span>{said}</span>
          </p>
        )}
      </div>
      {failedUrl !== null && failedUrl === url && (
        <Notice tone="attention" role="alert" action={again}>
          {t('film.failed')}
        </Notice>
      )}
    </div>
  );
}
