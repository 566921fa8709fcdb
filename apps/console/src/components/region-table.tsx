import { useTranslation } from 'react-i18next';

import { Button } from './controls';
import { type Column, DataTable } from './data-table';

/** Figures of a region. */
export interface RegionRow {
  /** Null: persons in none of the regions beside it. */
  regionId: string | null;
  name: string;
}

export interface RegionTableProps<Row extends RegionRow> {
  /** What the table shows, read aloud. */
  label: string;
  /** The head of the first column. */
  head: string;
  /** The region above, which sums up its parts; without an id it is everything. */
  above: Row;
  parts: readonly Row[];
  /** Whether the figures of a region come from regions under it. */
  opens: (part: Row) => boolean;
  onOpen: (part: Row) => void;
  columns: readonly Column<Row>[];
}

/** Figures of a region, and under it those of its parts, which can be opened. They add up. */
export function RegionTable<Row extends RegionRow>({ label, head, above, parts, opens, onOpen, columns }: RegionTableProps<Row>) {
  const { t } = useTranslation('common');
  const nameOf = (row: Row) => {
    if (row === above) return row.name;
    if (row.regionId === null) return above.regionId === null ? t('regionTable.nowhere') : t('regionTable.itself', { region: above.name });
    if (!opens(row)) return row.name;
    return (
      <Button variant="quiet" small onClick={() => onOpen(row)}>
        {row.name}
      </Button>
    );
  };
  return (
    <DataTable
      label={label}
      rows={[above, ...parts]}
      rowKey={(row) => (row === above ? 'above' : (row.regionId ?? 'none'))}
      depth={(row) => (row === above ? 0 : 1)}
      columns={[{ key: 'region', head, words: true, cell: nameOf }, ...columns]}
    />
  );
}
