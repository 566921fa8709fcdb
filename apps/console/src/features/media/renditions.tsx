import { useTranslation } from 'react-i18next';

import { formatBytes, formatCount } from '@xuexi/ui';

import { type Column, DataTable } from '../../components/data-table';

import styles from './lesson-video.module.css';
import { MediaActButton } from './media-act-button';
import type { Media } from './use-media';

type Rendition = Media['renditions'][number];

/** A rendition without a picture is the sound alone. */
const hasPicture = ({ width, height }: Rendition) => Boolean(width && height);

/** What a video became, with the size of each rendition and of all together. */
export function Renditions({ media, lessonTitle, editable }: { media: Media; lessonTitle: string; editable: boolean }) {
  const { t } = useTranslation('media');
  const pictures = media.renditions.filter(hasPicture).length;
  const bytes = media.renditions.reduce((sum, rendition) => sum + rendition.bytes, 0);
  const nameOf: Partial<Record<Rendition['kind'], string>> = { slides: t('rendition.slides'), sound: t('rendition.sound'), 'audio-only': t('rendition.listen') };
  const columns: Column<Rendition>[] = [
    { key: 'name', head: t('rendition.name'), cell: ({ kind, name }) => nameOf[kind] ?? name },
    {
      key: 'picture',
      head: t('rendition.picture'),
      cell: (rendition) => (hasPicture(rendition) ? t('rendition.pixels', { width: rendition.width, height: rendition.height }) : t('rendition.none')),
    },
    { key: 'bandwidth', head: t('rendition.bandwidth'), cell: ({ bandwidth }) => t('rendition.kilobits', { figure: formatCount(bandwidth / 1000) }) },
    { key: 'size', head: t('rendition.size'), cell: (rendition) => formatBytes(rendition.bytes) },
  ];
  return (
    <details className={styles.renditions}>
      <summary>{pictures === 0 ? t('renditionsOfSound', { size: formatBytes(bytes) }) : t('renditions', { number: pictures, size: formatBytes(bytes) })}</summary>
      <DataTable label={t('renditionsLabel', { lesson: lessonTitle })} columns={columns} rows={media.renditions} rowKey={({ name }) => name} />
      {editable && media.takenDown === null && (
        <p className={styles.actions}>
          <MediaActButton media={media} act="transcode" label={t('again')} />
          <span className={styles.hint}>{t('againHint')}</span>
        </p>
      )}
    </details>
  );
}
