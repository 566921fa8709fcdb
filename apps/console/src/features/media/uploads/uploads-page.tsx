import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';
import { Card, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../../components/answer';
import { PageHead } from '../../../components/page-head';
import { Panel } from '../../../components/panel';
import { useScopePath } from '../../../components/use-scope-path';

import { RemovableRow } from './removable-row';
import { SpaceMeter } from './space-meter';
import { UnfinishedRow } from './unfinished-row';
import styles from './uploads.module.css';
import { useUploadSpace } from './use-space';

/** 上传空间: how much is used, uploads to be gone on with, and files that can go. */
export function UploadsPage() {
  const { t } = useTranslation('media');
  const space = useUploadSpace();
  return (
    <>
      <PageHead path={useScopePath('media.upload')} title={t('space.title')} lead={t('space.lead')} />
      <Answer query={space} skeleton={<Loading><Card><SkeletonText lines={8} /></Card></Loading>}>
        {(mine) => <Kept mine={mine} />}
      </Answer>
    </>
  );
}

function Kept({ mine: { usedBytes, quotaBytes, unfinished, removable } }: { mine: Api['MyUploads'] }) {
  const { t } = useTranslation('media');
  return (
    <div className={styles.page}>
      <Card>
        <SpaceMeter usedBytes={usedBytes} quotaBytes={quotaBytes} />
      </Card>
      <Files title={t('space.unfinished')} hint={unfinished.length === 0 ? t('space.unfinishedNone') : t('space.unfinishedHint')}>
        {unfinished.map((upload) => (
          <UnfinishedRow key={upload.id} upload={upload} />
        ))}
      </Files>
      <Files title={t('space.removable')} hint={removable.length === 0 ? t('space.removableNone') : t('space.removableHint')}>
        {removable.map((media) => (
          <RemovableRow key={media.id} media={media} />
        ))}
      </Files>
    </div>
  );
}

function Files({ title, hint, children }: { title: string; hint: string; children: ReactNode[] }) {
  return (
    <Panel title={title}>
      <p className={styles.intro}>{hint}</p>
      {children.length > 0 && (
        <ul className={styles.files} aria-label={title}>
          {children}
        </ul>
      )}
    </Panel>
  );
}
