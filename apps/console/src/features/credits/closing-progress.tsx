import { useTranslation } from 'react-i18next';

import { formatCount, Notice, ProgressBar } from '@xuexi/ui';

import { LinkButton } from '../../components/controls';

import styles from './closings-page.module.css';
import type { Closing } from './use-closings';

const MINUTE_S = 60;

/** How far a closing is, and how long it will still take. */
export function ClosingProgress({ closing, linked = false }: { closing: Closing; linked?: boolean }) {
  const { t } = useTranslation('credits');
  const { id, year, state, processed, total, kind, shards, etaSeconds } = closing;
  const share = total === 0 ? 0 : processed / total;
  return (
    <Notice tone="wait" role="status" title={t('running.title', { year, kind: t(`kind.${kind}`) })}>
      <div className={styles.running}>
        {state === 'queued' ? (
          <span>{t('running.queued')}</span>
        ) : (
          <span>
            {t('running.counted', { processed: formatCount(processed), total: formatCount(total), percent: Math.floor(share * 100) })}
            {t('running.shards', shards)}
            {etaSeconds !== null && t(etaSeconds < MINUTE_S ? 'running.seconds' : 'running.minutes', { seconds: etaSeconds, minutes: Math.ceil(etaSeconds / MINUTE_S) })}
          </span>
        )}
        <ProgressBar value={share} label={t('running.label', { year })} />
        {linked && (
          <LinkButton variant="quiet" small to={`/closings/${id}`}>
            {t('running.open')}
          </LinkButton>
        )}
      </div>
    </Notice>
  );
}
