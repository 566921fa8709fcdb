import { useTranslation } from 'react-i18next';

import { formatCredits } from '@xuexi/domain';
import { formatCount } from '@xuexi/ui';

import { type Column, DataTable } from '../../components/data-table';
import { formatCreditFigure } from '../../lib/figures';

import type { MonthChartProps, Months } from './month-chart';

interface Row {
  name: string;
  now: Amounts;
  before: Amounts | undefined;
}

interface Amounts {
  units: number;
  registered: number;
}

/** The figures of the month chart as a table with its totals. */
export function MonthFigures({ year, months, before }: MonthChartProps) {
  const { t } = useTranslation('reports');
  const rows: Row[] = months.map((now, index) => ({ name: t('chart.month', { month: now.month }), now, before: before?.[index] }));
  const credits = (amounts: Amounts | undefined) => formatCreditFigure(formatCredits(amounts?.units ?? 0));
  const columns: Column<Row>[] = [
    { key: 'month', head: t('chart.monthHead'), cell: ({ name }) => name },
    { key: 'credits', head: t('chart.creditsHead'), cell: ({ now }) => credits(now) },
    { key: 'registered', head: t('chart.registeredHead'), cell: ({ now }) => formatCount(now.registered) },
  ];
  if (before !== undefined) {
    columns.push(
      { key: 'creditsBefore', head: t('chart.creditsBefore', { year: year - 1 }), cell: (row) => credits(row.before) },
      { key: 'registeredBefore', head: t('chart.registeredBefore', { year: year - 1 }), cell: (row) => formatCount(row.before?.registered ?? 0) },
    );
  }
  const total: Row = { name: '', now: sum(months), before: before && sum(before) };
  return <DataTable label={t('chart.label', { year })} columns={columns} rows={rows} rowKey={({ name }) => name} total={total} totalLabel={t('chart.total')} />;
}

const sum = (months: Months): Amounts => ({
  units: months.reduce((total, { units }) => total + units, 0),
  registered: months.reduce((total, { registered }) => total + registered, 0),
});
