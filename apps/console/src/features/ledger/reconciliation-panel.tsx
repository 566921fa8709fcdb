import { useTranslation } from 'react-i18next';

import { EmptyState, formatCount, formatDateTime, Notice } from '@xuexi/ui';

import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';

import styles from './ledger.module.css';
import type { Reconciliation } from './use-ledger';
import { wordsOf } from './words-of-checks';

/** What the last comparison went over, and what did not agree. */
export function ReconciliationPanel({ nights }: { nights: readonly Reconciliation[] }) {
  const { t } = useTranslation('ledger');
  const [last] = nights;
  if (!last) return <EmptyState title={t('night.none')}>{t('night.noneDetail')}</EmptyState>;
  const figures = { persons: formatCount(last.persons), entries: formatCount(last.entries), differences: formatCount(last.differences) };
  return (
    <>
      <Verdict night={last} />
      <Panel title={t('night.title')}>
        <DataTable
          label={t('night.title')}
          rows={last.checks}
          rowKey={({ name }) => name}
          columns={[
            { key: 'name', head: t('night.check'), cell: ({ name }) => t(`checks.${name}`) },
            { key: 'compared', head: t('night.compared'), cell: ({ name, compared }) => t(`units.${name}`, { n: formatCount(compared) }) },
            { key: 'differences', head: t('night.differences'), cell: ({ differences }) => formatCount(differences) },
          ]}
        />
        <p className={styles.note}>{t('night.went', { ...figures, at: formatDateTime(last.startedAt) })}</p>
      </Panel>
    </>
  );
}

/** Says how much was gone over, and what was not at all: what nobody compared does not agree. */
function Verdict({ night: { state, differences, date, persons, checks } }: { night: Reconciliation }) {
  const { t } = useTranslation('ledger');
  if (state === 'running') return <Notice tone="wait" role="status" title={t('verdict.running')}>{t('verdict.runningDetail')}</Notice>;
  if (differences > 0) return <Notice tone="attention" role="status" title={t('verdict.differs', { n: formatCount(differences) })}>{t('verdict.differsDetail')}</Notice>;
  const { agreeing, untouched } = wordsOf(checks, t);
  if (agreeing === '') return <Notice tone="info" role="status">{t('verdict.nothing')}</Notice>;
  return (
    <Notice tone={untouched === '' ? 'done' : 'info'} role="status">
      {untouched === '' ? t('verdict.agrees', { date, n: formatCount(persons) }) : `${t('verdict.partly', { date, n: formatCount(persons), names: agreeing })}${t('verdict.untouched', { names: untouched })}`}
    </Notice>
  );
}
