import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../../components/answer';
import { Panel } from '../../../components/panel';

import { SpaceMeter } from './space-meter';
import styles from './uploads.module.css';
import { useUploadSpace } from './use-space';

/** The space of uploads beside the courses, with the way to what is unfinished. */
export function SpacePanel() {
  const { t } = useTranslation('media');
  const space = useUploadSpace();
  return (
    <Panel title={t('space.title')}>
      <div className={styles.inPanel}>
        <Answer query={space} skeleton={<Loading><SkeletonText lines={2} /></Loading>}>
          {({ usedBytes, quotaBytes, unfinished }) => (
            <>
              <SpaceMeter usedBytes={usedBytes} quotaBytes={quotaBytes} />
              {unfinished.length > 0 && <p>{t('space.waiting', { count: unfinished.length })}</p>}
            </>
          )}
        </Answer>
        <Link to="/uploads" className={styles.link}>
          {t('space.open')}
        </Link>
      </div>
    </Panel>
  );
}
