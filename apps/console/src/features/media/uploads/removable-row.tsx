import { useTranslation } from 'react-i18next';

import { formatBytes, formatDateTime } from '@xuexi/ui';


import { FileRow } from './file-row';
import { RemoveButton } from './remove-button';
import styles from './uploads.module.css';
import type { RemovableMedia } from './use-space';

/** A file that nothing shows any more. */
export function RemovableRow({ media: { id, fileName, lesson, bytes, createdAt } }: { media: RemovableMedia }) {
  const { t } = useTranslation('media');
  const size = formatBytes(bytes);
  return (
    <FileRow fileName={fileName} lesson={lesson}>
      <span className={styles.hint}>{t('space.uploaded', { size, time: formatDateTime(createdAt) })}</span>
      <div className={styles.actions}>
        <RemoveButton id={id} label={t('space.remove')} title={t('space.removeTitle', { file: fileName })} detail={t('space.removeDetail', { size })} />
      </div>
    </FileRow>
  );
}
