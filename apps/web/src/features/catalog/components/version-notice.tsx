import { Button, Dialog, Notice, ProblemNotice, formatDate } from '@xuexi/ui';
import { useState } from 'react';

import type { CourseData } from '../api/get-course';
import { useChooseVersion } from '../api/joining';
import { useStrings } from '../use-strings';

import styles from './version-notice.module.css';

/** 有新版本: what it changes, what choosing it means, and the choice. Nothing changes by itself. */
export function VersionNotice({ course, version }: { course: CourseData; version: NonNullable<CourseData['newVersion']> }) {
  const t = useStrings();
  const [asking, setAsking] = useState(false);
  const choose = useChooseVersion(course.id);
  const changes = (['added', 'removed', 'changed'] as const).filter((kind) => version[kind].length > 0);
  return (
    <Notice tone="wait" title={t('version.title', { date: formatDate(version.publishedAt) })}>
      <div className={styles.version}>
        {changes.length === 0 && <p>{t('version.same')}</p>}
        {changes.map((kind) => (
          <p key={kind}>{t(`version.${kind}`, { count: version[kind].length, titles: version[kind].map((title) => `“${title}”`).join('、') })}</p>
        ))}
        <p>{t('version.stay')}</p>
        <Button variant="secondary" onClick={() => setAsking(true)}>
          {t('version.choose')}
        </Button>
      </div>
      <Dialog open={asking} title={t('version.choose')} onDismiss={() => setAsking(false)}>
        <div className={styles.version}>
          <p>{t('version.kept', { count: version.kept })}</p>
          {version.changed.length > 0 && <p>{t('version.anew', { count: version.changed.length })}</p>}
          <p>{t('version.credits')}</p>
          <ProblemNotice error={choose.error} />
          <div className={styles.acts}>
            <Button busy={choose.isPending} busyLabel={t('version.choosing')} onClick={() => choose.mutate(version.versionId, { onSuccess: () => setAsking(false) })}>
              {t('version.choose')}
            </Button>
            <Button variant="quiet" onClick={() => setAsking(false)}>
              {t('version.later')}
            </Button>
          </div>
        </div>
      </Dialog>
    </Notice>
  );
}
