import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';

import { ProgressBar } from '@xuexi/ui';

import { isUnfinished, percentOf } from './upload';
import styles from './upload-tray.module.css';
import { useUploadKeeper, useUploads } from './use-uploads';

/** What is being uploaded while other pages are open; leads back to it. On the course's own page it would say the same twice. */
export function UploadTray() {
  const { t } = useTranslation('media');
  const { pathname } = useLocation();
  useUploadKeeper();
  const uploads = useUploads().filter(isUnfinished);
  const first = uploads[0];
  if (first === undefined || pathname === `/courses/${first.courseId}`) return null;
  const halted = uploads.every(({ phase }) => phase === 'paused');
  const sum = (bytesOf: (upload: (typeof uploads)[number]) => number) => uploads.reduce((total, upload) => total + bytesOf(upload), 0);
  const percent = percentOf({ phase: 'sending', sentBytes: sum(({ sentBytes }) => sentBytes), totalBytes: sum(({ totalBytes }) => totalBytes) });
  return (
    <aside className={styles.tray} aria-label={t('tray.label')}>
      <Link to={`/courses/${first.courseId}`}>
        <span className={styles.line}>
          <span>{t(halted ? 'tray.halted' : 'tray.sending', { count: uploads.length })}</span>
          <span className="num">{t('tray.percent', { percent })}</span>
        </span>
        <ProgressBar value={percent / 100} label={t('tray.label')} tone={halted ? 'ochre' : 'cobalt'} />
      </Link>
    </aside>
  );
}
