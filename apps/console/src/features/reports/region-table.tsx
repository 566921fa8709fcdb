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
  region: Pick<Api['Region'], 'id' | 'name'> | null;
  figures: Figures;
  /** What became of a region that lies here no longer. */
  former?: Pick<RegionReport['former'][number], 'fate' | 'now'>;
}

/** The regions under the one on show with their totals; each leads down, each count opens to its people. */
export function RegionTable({ report }: { report: RegionReport }) {
  const { t } = useTranslation('reports');
  const { region, children, former, elsewhere, year, targetCredits } = report;
  if (children.length + former.length === 0) {
    return (
      <div className={styles.leaf}>
        <p>{t('regions.leaf', { name: region.name })}</p>
        <LinkButton variant="secondary" to={addressOf('/reports/learners', { regionId: region.id, year })}>
          {t('regions.openLearners')}
        </LinkButton>
      </div>
    );
  }
  const rows: Row[] = [...children, ...former.map(({ region: gone, figures, fate, now }) => ({ region: gone, figures, former: { fate, now } })), ...(elsewhere === null ? [] : [{ region: null, figures: elsewhere }])];
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
      head: t(`regions.${(children[0] ?? former[0])?.region.level ?? 'community'}`),
      cell: (row) => <Place row={row} year={year} />,
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

/** A region that leads down; of one that lies here no longer, what became of it. */
function Place({ row: { region, former }, year }: { row: Row; year: number }) {
  const { t } = useTranslation('reports');
  if (region === null) return t('regions.elsewhere');
  return (
    <>
      <Link to={addressOf('/', { regionId: region.id, year })}>{region.name}</Link>
      {former && <span className={styles.former}>{former.now === null ? t(`regions.${former.fate}`) : t(`regions.${former.fate}To`, { name: former.now.name })}</span>}
    </>
  );
}
