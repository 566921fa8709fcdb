import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';
import { formatDuration } from '@xuexi/ui';

import { Button } from '../../components/controls';

import { CaptionsToRead } from './captions/captions-to-read';
import styles from './lesson-video.module.css';
import { MediaPreview } from './media-preview';

/** The video of a lesson as a reviewer looks at it. */
export function VideoToReview({ lesson }: { lesson: Api['TaughtLesson'] }) {
  const { t } = useTranslation('media');
  const [open, setOpen] = useState(false);
  const { media } = lesson;
  if (media === null) return <p className={styles.hint}>{t('toReview.none')}</p>;
  if (media.state !== 'ready') return <p className={styles.hint}>{t('toReview.notReady')}</p>;
  return (
    <div className={styles.video}>
      <div className={styles.line}>
        <span className="num">{media.kind === 'document' ? t('toReview.pages', { pages: media.pages }) : formatDuration(media.durationSeconds ?? 0)}</span>
        <Button variant="secondary" small aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('preview.close') : t('preview.open')}
        </Button>
      </div>
      {open && <MediaPreview media={media} lessonTitle={lesson.title} />}
      {media.kind !== 'document' && <CaptionsToRead mediaId={media.id} />}
    </div>
  );
}
