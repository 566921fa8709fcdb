import { useTranslation } from 'react-i18next';

import { formatCount } from '@xuexi/ui';

import { type Column, DataTable } from '../../components/data-table';
import { formatBytes } from '../../lib/figures';

import styles from './lesson-video.module.css';
import type { Media } from './use-media';

type Rendition = Media['renditions'][number];

/** What a video became, with the size of each rendition and of all together. */
export function Renditions({ media, lessonTitle }: { media: Media; lessonTitle: string }) {
  const { t } = useTranslation('media');
  const bytes = media.renditions.reduce((sum, rendition) => sum + rendition.bytes, 0);
  const columns: Column<Rendition>[] = [
    { key: 'name', head: t('rendition.name'), cell: ({ name }) => name },
    {
      key: 'picture',
      head: t('rendition.picture'),
      cell: ({ width, height }) => (width === null || height === null ? t('rendition.audioOnly') : t('rendition.pixels', { width, height })),
    },
    { key: 'bandwidth', head: t('rendition.bandwidth'), cell: ({ bandwidth }) => t('rendition.kilobits', { figure: formatCount(bandwidth / 1000) }) },
    { key: 'size', head: t('rendition.size'), cell: (rendition) => formatBytes(rendition.bytes) },
  ];
  return (
    <details className={styles.renditions}>
      <summary>{t('renditions', { number: media.renditions.length, size: formatBytes(bytes) })}</summary>
      <DataTable label={t('renditionsLabel', { lesson: lessonTitle })} columns={columns} rows={media.renditions} rowKey={({ name }) => name} />
    </details>
  );
}
