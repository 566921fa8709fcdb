import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '../../components/controls';

import styles from './lesson-video.module.css';
import { MediaPreview } from './media-preview';
import type { Media } from './use-media';

/** Opens the player, or the pages, below the actions that it stands among. */
export function PreviewToggle({ media, lessonTitle }: { media: Media; lessonTitle: string }) {
  const { t } = useTranslation('media');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" small aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? t('preview.close') : t('preview.open')}
      </Button>
      {open && (
        <div className={styles.preview}>
          <MediaPreview media={media} lessonTitle={lessonTitle} />
        </div>
      )}
    </>
  );
}
