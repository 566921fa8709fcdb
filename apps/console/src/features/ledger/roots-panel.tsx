import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { EmptyState, formatCount } from '@xuexi/ui';

import { Button } from '../../components/controls';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';

import styles from './ledger.module.css';
import type { CreditRoot } from './use-ledger';

const ADDRESS = '/api/public/credit-roots';

/** The signed days: whoever has noted a fingerprint can tell later whether the ledger was changed. */
export function RootsPanel({ items, keyId }: { items: readonly CreditRoot[]; keyId: string }) {
  const { t } = useTranslation('ledger');
  const [copied, setCopied] = useState<string | null>(null);
  if (items.length === 0) return <EmptyState title={t('roots.none')}>{t('roots.noneDetail')}</EmptyState>;
  const copy = ({ date, root }: CreditRoot) => void navigator.clipboard.writeText(`${date} ${root}`).then(() => setCopied(date), () => undefined);
  return (
    <Panel title={t('roots.title')}>
      <p className={styles.text}>{t('roots.lead')}</p>
      <DataTable
        label={t('roots.title')}
        rows={items}
        rowKey={({ date }) => date}
        columns={[
          { key: 'date', head: t('roots.date'), cell: ({ date }) => <a href={`${ADDRESS}/${date}`}>{date}</a> },
          { key: 'entries', head: t('roots.entries'), cell: ({ entries }) => formatCount(entries) },
          { key: 'evidence', head: t('roots.evidence'), cell: ({ evidence }) => formatCount(evidence) },
          { key: 'root', head: t('roots.root'), words: true, cell: ({ root }) => <code className={styles.root}>{root.slice(0, 16)}…</code> },
          {
            key: 'copy',
            head: t('roots.act'),
            acts: true,
            cell: (day) => <Button variant="quiet" small onClick={() => copy(day)}>{t(copied === day.date ? 'roots.copied' : 'roots.copy')}</Button>,
          },
        ]}
      />
      <p className={styles.note}>{t('roots.where', { address: `${location.origin}${ADDRESS}`, key: keyId.slice(0, 16) })}</p>
    </Panel>
  );
}
