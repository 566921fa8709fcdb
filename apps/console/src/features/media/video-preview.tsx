import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';
import { Loading, Notice, Skeleton } from '@xuexi/ui';

import { Answer } from '../../components/answer';

import { attachHls } from './attach-hls';
import styles from './lesson-video.module.css';
import { usePreview } from './use-media';

export interface VideoPreviewProps {
  mediaId: string;
  lessonTitle: string;
  /** Is given the element that plays, and null when it goes. */
  onElement?: (element: HTMLVideoElement | null) => void;
}

/** Plays a video as the learners get it, its first captions shown. */
export function VideoPreview({ mediaId, lessonTitle, onElement }: VideoPreviewProps) {
  const preview = usePreview(mediaId);
  return (
    <Answer query={preview} skeleton={<Loading className={styles.player}><Skeleton width="100%" height="240px" /></Loading>}>
      {(playback) => <Player playback={playback} lessonTitle={lessonTitle} onElement={onElement} />}
    </Answer>
  );
}

function Player({ playback, lessonTitle, onElement }: Omit<VideoPreviewProps, 'mediaId'> & { playback: Api['Playback'] }) {
  const { t } = useTranslation('media');
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    return attachHls(element, playback.masterUrl, () => setFailed(true));
  }, [playback.masterUrl]);
  useEffect(() => {
    onElement?.(video.current);
    return () => onElement?.(null);
  }, [onElement]);
  return (
    <div className={styles.player}>
      <video ref={video} controls playsInline preload="metadata" poster={playback.posterUrl ?? undefined} aria-label={t('preview.label', { lesson: lessonTitle })}>
        {playback.captions.map(({ id, language, label, url }, index) => (
          <track key={id} kind="captions" srcLang={language} label={label} src={url} default={index === 0} />
        ))}
      </video>
      {failed && (
        <Notice tone="attention" role="alert">
          {t('preview.failed')}
        </Notice>
      )}
    </div>
  );
}
