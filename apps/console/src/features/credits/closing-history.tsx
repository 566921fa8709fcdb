import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { EmptyState, formatCount, formatDateTime, Notice, Tag } from '@xuexi/ui';

import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';
import { formatShare } from '../../lib/figures';

import styles from './closings-page.module.css';
import type { Closing } from './use-closings';

/** Characters of a root by which it is told from others. */
const FINGERPRINT = 8;

/** What came of the closings that are over, the newest first. */
export function ClosingHistory({ closings }: { closings: readonly Closing[] }) {
  const { t } = useTranslation('credits');
  if (closings.length === 0) return <EmptyState title={t('history.empty')}>{t('history.emptyDetail')}</EmptyState>;
  return (
    <Panel title={t('history.title')}>
      {closings[0]?.state === 'failed' && <Notice tone="attention">{t('history.failedNote')}</Notice>}
      <DataTable
        cards
        label={t('history.title')}
        rows={closings}
        rowKey={({ id }) => id}
        columns={[
          { key: 'year', head: t('history.year'), cell: ({ id, year }) => <Link to={`/closings/${id}`}>{t('history.yearOf', { year })}</Link> },
          { key: 'kind', head: t('history.kind'), words: true, cell: ({ kind }) => t(`kind.${kind}`) },
          {
            key: 'state',
            head: t('history.state'),
            words: true,
            cell: ({ state }) => <Tag tone={state === 'done' ? 'bamboo' : 'cinnabar'}>{t(`history.states.${state}`)}</Tag>,
          },
          { key: 'statements', head: t('history.statements'), cell: ({ statements }) => formatCount(statements) },
          { key: 'targetMet', head: t('history.targetMet'), cell: ({ targetMet }) => formatCount(targetMet) },
          { key: 'share', head: t('history.share'), cell: ({ targetMet, statements }) => formatShare(targetMet, statements) ?? t('history.none') },
          {
            key: 'difference',
            head: t('history.difference'),
            words: true,
            cell: ({ difference }) => <Difference difference={difference} />,
          },
          { key: 'root', head: t('history.root'), words: true, cell: ({ root }) => (root === null ? t('history.none') : <code title={root}>{root.slice(0, FINGERPRINT)}</code>) },
          { key: 'startedBy', head: t('history.startedBy'), words: true, cell: ({ startedBy }) => startedBy },
          { key: 'createdAt', head: t('history.createdAt'), cell: ({ createdAt }) => formatDateTime(createdAt) },
          { key: 'finishedAt', head: t('history.finishedAt'), cell: ({ finishedAt }) => (finishedAt === null ? t('history.none') : formatDateTime(finishedAt)) },
        ]}
      />
      <p className={styles.note}>{t('history.note')}</p>
    </Panel>
  );
}

function Difference({ difference }: Pick<Closing, 'difference'>) {
  const { t } = useTranslation('credits');
  if (difference === null) return t('history.none');
  const { before, added, changed, unchanged } = difference;
  return before === null ? t('history.first') : t('history.changes', { added: formatCount(added), changed: formatCount(changed), unchanged: formatCount(unchanged) });
}
