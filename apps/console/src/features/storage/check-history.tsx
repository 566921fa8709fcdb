import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { EmptyState, formatBytes, formatCount, formatDateTime, Tag } from '@xuexi/ui';

import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';

import { stateOf, TONES } from './check-state';
import type { StorageCheckSummary } from './use-storage';

/** The last checks, the newest first; each leads to what it found. */
export function CheckHistory({ checks }: { checks: readonly StorageCheckSummary[] }) {
  const { t } = useTranslation('storage');
  if (checks.length === 0) return <EmptyState title={t('history.empty')}>{t('history.emptyDetail')}</EmptyState>;
  return (
    <Panel title={t('history.title')}>
      <DataTable
        label={t('history.title')}
        rows={checks}
        rowKey={({ id }) => id}
        columns={[
          { key: 'at', head: t('history.at'), cell: ({ id, startedAt }) => <Link to={`/storage/${id}`}>{formatDateTime(startedAt)}</Link> },
          { key: 'state', head: t('history.state'), words: true, cell: (check) => <Tag tone={TONES[stateOf(check)]}>{t(`states.${stateOf(check)}`)}</Tag> },
          { key: 'files', head: t('history.files'), cell: ({ files }) => formatCount(files) },
          { key: 'bytes', head: t('history.bytes'), cell: ({ bytes }) => formatBytes(bytes) },
          { key: 'missing', head: t('history.missing'), cell: ({ missing }) => formatCount(missing) },
          { key: 'strays', head: t('history.strays'), cell: ({ strays }) => formatCount(strays) },
          { key: 'strayBytes', head: t('history.strayBytes'), cell: ({ strayBytes }) => formatBytes(strayBytes) },
          { key: 'by', head: t('history.by'), words: true, cell: ({ requestedBy }) => requestedBy ?? t('history.nightly') },
        ]}
      />
    </Panel>
  );
}
