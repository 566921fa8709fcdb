import { useTranslation } from 'react-i18next';

import { formatDateTime } from '@xuexi/ui';

import styles from './lesson-video.module.css';
import type { Media } from './use-media';

type Run = Media['runs'][number];

/** Runs that came to nothing: why, stays on record when it is tried again. */
export function EarlierRuns({ media, lessonTitle }: { media: Media; lessonTitle: string }) {
  const { t } = useTranslation('media');
  const words = (run: Run) => run.failure?.sentence ?? (run.outcome === 'cancelled' ? t('run.cancelled') : t('run.interrupted'));
  const vain = media.runs.filter(({ outcome, endedAt }) => outcome !== 'done' && endedAt !== null);
  // The only reason stands above already.
  const isSaid = vain.length === 1 && media.failure !== null && media.state !== 'ready';
  if (vain.length === 0 || isSaid) return null;
  return (
    <details className={styles.renditions}>
      <summary>{t('run.earlier', { count: vain.length })}</summary>
      <ol className={styles.runs} aria-label={t('run.label', { lesson: lessonTitle })}>
        {vain.map((run) => (
          <li key={run.startedAt}>
            <span className="num">{formatDateTime(run.startedAt)}</span>
            <span>{t(`run.step.${run.step}`)}</span>
            <span>{words(run)}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
