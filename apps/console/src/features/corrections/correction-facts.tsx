import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { formatDateTime } from '@xuexi/ui';

import styles from './corrections.module.css';
import { whyWaiting } from './limit';
import type { Correction } from './use-corrections';

/** All that somebody must know who decides about a request: for whom, what, on which paper, who asked, and why one person is not enough. */
export function CorrectionFacts({ correction }: { correction: Correction }) {
  const { t } = useTranslation('corrections');
  const { name, kind, title, credits, year, date, reason, document, requestedBy, requestedAt } = correction;
  const facts: readonly (readonly [label: string, value: ReactNode])[] = [
    [t('learner'), name],
    [t('what'), `${t(`kind.${kind}`)} · ${title}`],
    [t('credits'), t('worth', { credits, year })],
    [t('held.date'), date],
    [t('reason'), reason],
    [t('paper'), document === null ? t('noPaper') : <a href={`/api/credit-documents/${document.id}`}>{document.name}</a>],
    [t('asked'), t('askedAt', { name: requestedBy, time: formatDateTime(requestedAt) })],
    [t('why.label'), t(`why.${whyWaiting(correction).why}`, whyWaiting(correction))],
  ];
  return (
    <dl className={styles.said}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
