import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';

import { Button } from '../../components/controls';

import { CaptionsToRead } from './captions/captions-to-read';
import styles from './lesson-video.module.css';
import { MediaPreview } from './media-preview';

export interface PublishedContentProps {
  media: Pick<Api['Media'], 'id' | 'kind'>;
  lessonTitle: string;
  instructorName: string;
}

/** What learners get of a published lesson, for those who may take it down: looked at first. */
export function PublishedContent({ media, lessonTitle, instructorName }: PublishedContentProps) {
  const { t } = useTranslation('media');
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.video}>
      <div>
        <Button variant="secondary" small aria-expanded={open} aria-label={t(open ? 'published.closeLesson' : 'published.openLesson', { lesson: lessonTitle })} onClick={() => setOpen(!open)}>
          {t(open ? 'published.close' : 'published.open')}
        </Button>
      </div>
      {open && <MediaPreview media={media} lessonTitle={lessonTitle} />}
      {media.kind !== 'document' && <CaptionsToRead mediaId={media.id} author={instructorName} />}
    </div>
  );
}
