import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import type { Api } from '@xuexi/api-client';
import { formatCount } from '@xuexi/ui';

import { LinkButton } from '../../components/controls';
import { type Column, DataTable } from '../../components/data-table';
import { formatCreditFigure, formatShare } from '../../lib/figures';

import styles from './overview.module.css';
import { type Figures, totalOf } from './region-totals';
import { addressOf } from './report-address';
import type { LearnerFilter, RegionReport } from './use-reports';

/** One line of the table; `region` is null for those registered at the region on show itself, and for the total. */
interface Row {
  region: Api['Region'] | null;
  figures: Figures;
}

/** The regions under the one on show with their totals; each leads down, each count opens to its people. */
export function RegionTable({ report }: { report: RegionReport }) {
  const { t } = useTranslation('reports');
  const { region, children, elsewhere, year, targetCredits } = report;
  if (children.length === 0) {
    return (
      <div className={styles.leaf}>
        <p>{t('regions.leaf', { name: region.name })}</p>
        <LinkButton variant="secondary" to={addressOf('/reports/learners', { regionId: region.id, year })}>
          {t('regions.openLearners')}
        </LinkButton>
      </div>
    );
  }
  const rows: Row[] = [...children, ...(elsewhere === null ? [] : [{ region: null, figures: elsewhere }])];
  const total: Row = { region, figures: totalOf(rows.map(({ figures }) => figures)) };
  const people = (key: 'registered' | 'active' | 'targetReached', only: LearnerFilter) =>
    function People(row: Row) {
      const count = formatCount(row.figures[key]);
      if (row.region === null) return count;
      return <Link to={addressOf('/reports/learners', { regionId: row.region.id, year, only })}>{count}</Link>;
    };
  const columns: Column<Row>[] = [
    {
      key: 'region',
      head: children[0] === undefined ? '' : t(`regions.${children[0].region.level}`),
      cell: (row) => (row.region === null ? t('regions.elsewhere') : <Link to={addressOf('/', { regionId: row.region.id, year })}>{row.region.name}</Link>),
    },
    { key: 'registered', head: t('regions.registered'), cell: people('registered', 'registered') },
    { key: 'registeredTotal', head: t('regions.registeredTotal'), cell: (row) => formatCount(row.figures.registeredTotal) },
    { key: 'active', head: t('regions.active'), cell: people('active', 'active') },
    { key: 'target', head: t('regions.target', { target: targetCredits }), cell: people('targetReached', 'target') },
    { key: 'share', head: t('regions.share'), cell: ({ figures }) => formatShare(figures.targetReached, figures.active) ?? t('regions.none') },
    { key: 'mean', head: t('regions.mean'), cell: ({ figures }) => (figures.meanCredits === null ? t('regions.none') : formatCreditFigure(figures.meanCredits)) },
    { key: 'credits', head: t('regions.credits'), cell: ({ figures }) => formatCreditFigure(figures.credits) },
  ];
  return (
    <DataTable
      label={t('regions.title')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.region?.id ?? 'elsewhere'}
      total={total}
      totalLabel={t('regions.total')}
    />
  );
}
